using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// What somebody at the desk is shown of an issue's texts: without the numbers that lead to a person, unless the request states
/// a purpose (`?purpose=`). Either is on the audit.
/// </summary>
internal sealed class DeskContent(AuditReads audit, ITownDirectory town, TownClock clock)
{
    /// <exception cref="Api.ApiException">The audit could not be written, or the purpose is none.</exception>
    public IssueFile Shown(HttpContext http, IssueFile file)
    {
        var purpose = AuditReads.PurposeOf(http.Request);
        if (file.ContentWithheld) return file;
        audit.Record(http.Caller(), $"issue {file.Issue.IssueId}{(purpose is null ? ", masked" : "")}", purpose ?? "");
        if (purpose is not null) return file;
        return file with
        {
            Reports = [.. file.Reports.Select(report => report with { Text = report.Text is { } text ? TextMask.Masked(text, IsCode) : null })],
            History = [.. file.History.Select(line => line with { Text = Masked(line) })],
        };

        // What an office wrote may name the office's own number; what a reporter wrote is a reporter's.
        string? Masked(HistoryLine line) => line.Text is { } text ? IsAReporters(line) ? TextMask.Masked(text, IsCode) : TextMask.MaskedReply(text, IsCode) : null;

        // A dispatcher of a region is an office too, though of no unit. Whoever reopens may be either.
        static bool IsAReporters(HistoryLine line) => line.What is "amended" or "replied" or "appealed" or "reopened" && line.ByUnit.Length == 0;
    }

    /// <summary>Texts that were found; they were masked before they were made findable.</summary>
    /// <exception cref="Api.ApiException">The audit could not be written.</exception>
    public SearchPage Shown(HttpContext http, SearchPage page)
    {
        if (page.Found.Count > 0) audit.Record(http.Caller(), $"issues {string.Join(' ', page.Found.Select(one => one.Issue.IssueId))}, masked", "");
        return page;
    }

    /// <summary>What was only recorded, masked.</summary>
    /// <exception cref="Api.ApiException">The audit could not be written.</exception>
    public RecordedPage Shown(HttpContext http, RecordedPage page)
    {
        var read = page.Reports.Where(report => report.Text is not null).ToList();
        if (read.Count == 0) return page;
        audit.Record(http.Caller(), $"reports {string.Join(' ', read.Select(report => report.ReportId))}, masked", "");
        return page with { Reports = [.. page.Reports.Select(report => report with { Text = report.Text is { } text ? TextMask.Masked(text, IsCode) : null })] };
    }

    /// <summary>What a contractor reads of the work that a link is for: what was reported, masked.</summary>
    /// <param name="link">By which the audit names the reader.</param>
    /// <exception cref="Api.ApiException">The audit could not be written.</exception>
    public IReadOnlyList<string> ShownByLink(string link, IssueFile file)
    {
        audit.Record(link, $"issue {file.Issue.IssueId}, masked", "");
        return [.. file.Reports.Select(report => TextMask.Masked(report.Text ?? "", IsCode)).Where(text => text.Length > 0)];
    }

    private bool IsCode(string number) => town.Regions.At(clock.NowUs).Find(number) is not null;
}
