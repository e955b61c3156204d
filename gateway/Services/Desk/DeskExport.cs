using CsvHelper;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// A list of issues as CSV, page after page as it is read, so that a year's issues cost no more memory than a day's. No texts.
/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
/// </summary>
internal sealed class DeskExport(DeskReads reads, ITownDirectory town, TownClock clock)
{
    /// <summary>Exports under way at once: each keeps a reader of the store busy. More are told to come again.</summary>
    public const int ExportsMax = 4;

    private const int PageRows = 500;

    /// <summary>Spreadsheets take UTF-8 for something else without the mark.</summary>
    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    private static readonly (string English, string Chinese, Func<QueuedIssue, string, long, string> Cell)[] Columns =
    [
        ("issue", "事件编号", (issue, _, _) => issue.IssueId),
        ("grid", "网格", (issue, _, _) => issue.Grid),
        ("grid name", "网格名称", (_, name, _) => name),
        ("category", "类别", (issue, _, _) => issue.Category),
        ("stage", "状态", (issue, _, _) => issue.State),
        ("opened", "上报时间", (issue, _, _) => Iso.Time(issue.OpenedAtUs)),
        ("accepted", "受理时间", (issue, _, _) => TimeOrNothing(issue.Work.AcceptedAtUs)),
        ("answered", "反馈时间", (issue, _, _) => TimeOrNothing(issue.Work.AnsweredAtUs)),
        ("closed", "结案时间", (issue, _, _) => TimeOrNothing(issue.Work.ClosedAtUs)),
        ("due", "时限", (issue, _, _) => issue.DueUs == IssueProjection.NeverDueUs ? "" : Iso.Time(issue.DueUs)),
        ("overdue", "超期", (issue, _, now) => issue.DueUs < now ? "1" : "0"),
        ("holder", "承办单位", (issue, _, _) => issue.Holder),
        ("supervisor", "督办单位", (issue, _, _) => issue.Work.Supervisor),
        ("answerable", "首问单位", (issue, _, _) => issue.Work.Answerable),
        ("size", "大小", (issue, _, _) => Words.Of(issue.Work.Size)),
        ("urgency", "缓急", (issue, _, _) => Words.Of(issue.Work.Urgency)),
        ("card", "红黄牌", (issue, _, _) => Words.Of(issue.Work.Card)),
        ("ending", "办结方式", (issue, _, _) => Words.Of(issue.Work.Ending)),
    ];

    private int running;

    /// <param name="language">zh or en, of the heads; Chinese where none is named.</param>
    /// <exception cref="ApiException">The filter is none, or too many exports are under way.</exception>
    public IResult Csv(Caller caller, DeskFilter asked, string language)
    {
        if (language is not ("" or "zh" or "en")) throw DeskErrors.FilterMalformed("lang", "is zh or en", "应为 zh 或 en");
        var filter = asked.For(caller, Permission.ReadIssues, town, clock);
        if (Interlocked.Increment(ref running) > ExportsMax)
        {
            Interlocked.Decrement(ref running);
            throw ApiErrors.Busy();
        }
        var name = $"issues-{Domain.Time.LocalDay.Format(clock.Today())}.csv";
        return Results.Stream(async body =>
        {
            try { await Write(body, filter, language); }
            finally { Interlocked.Decrement(ref running); }
        }, "text/csv; charset=utf-8", name);
    }

    private async Task Write(Stream body, IssueFilter? filter, string language)
    {
        await using var csv = CsvWriter.Create(body, Form, leaveOpen: true);
        foreach (var (english, chinese, _) in Columns) csv.WriteField(language == "en" ? english : chinese);
        await csv.EndRecordAsync();
        if (filter is null) return;
        var tree = town.Regions.At(clock.NowUs);
        var (after, nowUs) = ("", clock.NowUs);
        while (true)
        {
            var page = await reads.ById(filter, after, PageRows, CancellationToken.None);
            foreach (var issue in page)
            {
                var name = tree.NameOf(issue.Grid);
                foreach (var (_, _, cell) in Columns) csv.WriteField(cell(issue, name, nowUs));
                await csv.EndRecordAsync();
            }
            await csv.FlushAsync(); // a reader that has gone is found out here
            if (page.Count < PageRows) return;
            after = page[^1].IssueId;
        }
    }

    private static string TimeOrNothing(long atUs) => atUs == 0 ? "" : Iso.Time(atUs);
}
