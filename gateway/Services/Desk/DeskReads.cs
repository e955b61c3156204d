using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Search;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>What the desk and the inbox read: of the store, never through grains.</summary>
internal sealed class DeskReads(IReadModel readModel, ApiReads bound, ITownDirectory town, LoopSettings loop, TownClock clock)
{
    public const int PageMax = 200, PageUsual = 50;

    private static readonly byte[] LastId = [.. Enumerable.Repeat((byte)0xFF, 17)];

    /// <exception cref="ApiException">The filter is none.</exception>
    public async Task<QueuePage> Queue(Caller caller, DeskFilter asked, string? after, int limit, CancellationToken cancellation)
    {
        var nowUs = clock.NowUs;
        var tree = town.Regions.At(nowUs);
        var from = after is null ? new Cursor(long.MinValue, "") : Cursor.Parse(after);
        if (asked.For(caller, Permission.ReadIssues, town, clock) is not { } filter) return new QueuePage(asked.Region, [], null);
        var found = await Ask(QueuedIssue.Queue(filter, from.AtUs, from.Id, limit + 1), cancellation);
        var page = found.Take(limit).ToList();
        return new QueuePage(
            asked.Region, [.. page.Select(issue => IssueLine.From(issue, tree.NameOf(issue.Grid), nowUs))],
            found.Count > limit ? new Cursor(page[^1].DueUs, page[^1].IssueId).ToString() : null);
    }

    /// <summary>Issues in whose texts something stands, by the newest of those texts; only where the caller may see texts at all.</summary>
    /// <exception cref="ApiException">The filter or the question is none.</exception>
    public async Task<SearchPage> Search(Caller caller, string asked, DeskFilter filtered, string? after, int limit, CancellationToken cancellation)
    {
        var nowUs = clock.NowUs;
        var tree = town.Regions.At(nowUs);
        var query = SearchText.Query(asked) ?? throw DeskErrors.QueryMalformed();
        var before = after is null ? long.MaxValue : Cursor.Parse(after).AtUs;
        if (filtered.For(caller, Permission.ReadContent, town, clock) is not { } filter) return new SearchPage([], null);
        var found = await Ask(FoundIssue.Find(filter, query, readModel.Searching, before, limit + 1), cancellation);
        var page = found.Take(limit).ToList();
        return new SearchPage(
            [.. page.Select(one => new FoundLine(IssueLine.From(one.Issue, tree.NameOf(one.Issue.Grid), nowUs), one.Text))],
            found.Count > limit ? new Cursor(page[^1].TextId, "").ToString() : null);
    }

    /// <summary>By issue id, after one of them.</summary>
    public Task<IReadOnlyList<QueuedIssue>> ById(IssueFilter filter, string after, int limit, CancellationToken cancellation) =>
        Ask(QueuedIssue.ById(filter, after, limit), cancellation);

    /// <summary>What has happened to an issue since a version, clocks aside.</summary>
    public async Task<IReadOnlyList<HistoryLine>> Since(string issue, ulong version, CancellationToken cancellation) =>
        [.. (await Ask(IssueStep.Since(issue, version), cancellation)).Where(step => !step.IsOfAClock).Select(step => HistoryLine.From(step, null, mayRead: false))];

    /// <exception cref="ApiException">There is none.</exception>
    public async Task<QueuedIssue> Issue(string id, CancellationToken cancellation) =>
        (await Ask(QueuedIssue.One(id), cancellation)).SingleOrDefault() ?? throw ApiErrors.UnknownIssue(id);

    public async Task<IssueFile> File(QueuedIssue issue, bool mayRead, CancellationToken cancellation)
    {
        var nowUs = clock.NowUs;
        var steps = await Ask(IssueStep.Of(issue.IssueId), cancellation);
        var written = mayRead ? (await Ask(WrittenStep.Of(issue.IssueId), cancellation)).ToDictionary(one => one.Seq, one => one.Content) : [];
        var opened = steps[0].Event.Opened;
        // A part was reported with its whole.
        var (reported, counting) = opened.PartOf.Length > 0 && IssueId.TryParse(opened.PartOf, out var whole) ? (opened.PartOf, whole.GridCode) : (issue.IssueId, opened.GridCode);
        var reports = await Ask(ReportedContent.Of(reported, counting, opened.ReportId.ToByteArray()), cancellation);
        return new IssueFile(
            IssueLine.From(issue, town.Regions.At(nowUs).NameOf(issue.Grid), nowUs), issue.Work.Answerable, Words.Of(issue.Work.Ending), issue.Work.Answer,
            TimeOrNull(issue.Work.AnsweredAtUs), TimeOrNull(issue.Work.AcceptedAtUs), TimeOrNull(issue.Work.ClosedAtUs),
            [.. issue.Work.Clocks.Select(ClockLine.From)],
            [.. reports.Select(one => new ReportLine(ReportIds.Format(one.ReportId), mayRead ? one.Content.Text : null, mayRead ? one.Content.PhotoIds : null))],
            [.. steps.Select(step => HistoryLine.From(step, written.GetValueOrDefault(step.Seq), mayRead))], !mayRead, Proposed(issue, opened.Unit));
    }

    private Proposal Proposed(QueuedIssue issue, string trade)
    {
        var tree = town.Regions.At(clock.NowUs);
        var (holder, supervisor) = loop.UnitsOf(tree).Propose(issue.Category, LoopSettings.RegionsOf(tree, issue.Grid, trade));
        return new Proposal(holder, supervisor, issue.Category);
    }

    public async Task<InboxPage> Inbox(string steward, string? after, int limit, CancellationToken cancellation)
    {
        var from = after is null ? new Cursor(long.MaxValue, "") : Cursor.Parse(after);
        var before = after is null ? LastId : Guid.TryParseExact(from.Id, "D", out var id) ? id.ToByteArray(bigEndian: true) : throw DeskErrors.CursorMalformed();
        var found = await Ask(InboxReport.Page(steward, from.AtUs, before, limit + 1), cancellation);
        var page = found.Take(limit).ToList();
        var places = page.SelectMany(report => new[] { (report.IssueId, Seq: report.AnswerSeq), (report.IssueId, Seq: report.Work.AskedSeq) })
            .Where(place => place.Seq > 0).Distinct().ToList();
        var written = places.Count == 0 ? [] : (await Ask(WrittenStep.At(places), cancellation))
            .ToDictionary(one => (one.Stream["issue/".Length..], one.Seq), one => one.Content);
        return new InboxPage(
            [.. page.Select(report => InboxLine.From(report, written))],
            found.Count > limit ? new Cursor(page[^1].ReceivedAtUs, page[^1].ReportId.ToString("D")).ToString() : null);
    }

    /// <summary>What the reporters of an issue were told last, and what they are asked.</summary>
    public async Task<(InboxAnswer? Answer, InboxQuestion? Asked)> Told(QueuedIssue issue, CancellationToken cancellation)
    {
        var answerSeq = issue.Work.Answer == 0 ? 0 : await AnswerSeq(issue.IssueId, cancellation);
        var places = new[] { (issue.IssueId, Seq: answerSeq), (issue.IssueId, Seq: issue.Work.AskedSeq) }.Where(place => place.Seq > 0).Distinct().ToList();
        var written = places.Count == 0 ? [] : (await Ask(WrittenStep.At(places), cancellation)).ToDictionary(one => one.Seq, one => one.Content);
        return (InboxAnswer.Of(issue.Work, written.GetValueOrDefault(answerSeq)), InboxQuestion.Of(issue.Work, written.GetValueOrDefault(issue.Work.AskedSeq)));
    }

    private async Task<ulong> AnswerSeq(string issue, CancellationToken cancellation) => (await Ask(AnswerPlace.Of(issue), cancellation)).Single().Seq;

    /// <summary>Null where it is not this steward's.</summary>
    public async Task<InboxReport?> Report(string steward, Guid id, CancellationToken cancellation) =>
        (await Ask(InboxReport.One(steward, id.ToByteArray(bigEndian: true)), cancellation)).SingleOrDefault();

    private Task<IReadOnlyList<T>> Ask<T>(ReadQuery<T> query, CancellationToken cancellation) => bound.Bounded(() => readModel.Query(query, cancellation));

    private static string? TimeOrNull(long atUs) => atUs == 0 ? null : Iso.Time(atUs);
}
