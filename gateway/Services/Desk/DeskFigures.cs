using RealtimeGov.Gateway.Days;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>A page of a queue.</summary>
/// <param name="Next">What the next page is asked with as `after`; null at the end.</param>
internal sealed record QueuePage(string Region, IReadOnlyList<IssueLine> Issues, string? Next);

/// <param name="Due">By when what is next is to be done; null where no clock runs.</param>
/// <param name="Card">yellow, red or empty.</param>
internal sealed record IssueLine(
    string IssueId, ulong Version, string GridCode, string GridName, string Category, string Stage, string OpenedAt, string? Due, bool Overdue,
    string Holder, string Supervisor, string Size, string Urgency, string Card)
{
    public static IssueLine From(QueuedIssue issue, string gridName, long nowUs) => new(
        issue.IssueId, issue.Version, issue.Grid, gridName, issue.Category, issue.State, Iso.Time(issue.OpenedAtUs),
        issue.DueUs == IssueProjection.NeverDueUs ? null : Iso.Time(issue.DueUs), issue.DueUs < nowUs, issue.Holder, issue.Work.Supervisor,
        Words.Of(issue.Work.Size), Words.Of(issue.Work.Urgency), Words.Of(issue.Work.Card));
}

/// <summary>An issue with all that became of it.</summary>
/// <param name="ContentWithheld">Texts and photos are for who may see them.</param>
internal sealed record IssueFile(
    IssueLine Issue, string Answerable, string Ending, uint Answers, string? AnsweredAt, string? AcceptedAt, string? ClosedAt,
    IReadOnlyList<ClockLine> Clocks, IReadOnlyList<ReportLine> Reports, IReadOnlyList<HistoryLine> History, bool ContentWithheld);

/// <param name="RawDue">As it was set first, before suspension and extension.</param>
internal sealed record ClockLine(string Clock, string Subject, string Due, string RawDue)
{
    public static ClockLine From(ClockSet clock) => new(Words.Of(clock.Clock), clock.Subject, Iso.Time(clock.DueUs), Iso.Time(clock.RawDueUs));
}

internal sealed record ReportLine(string ReportId, string? Text, IReadOnlyList<string>? Photos);

/// <param name="By">The person; empty for the system, a device or whoever opened it.</param>
/// <param name="Text">What was written with the step, at its first event.</param>
internal sealed record HistoryLine(ulong Seq, string What, string At, string By, string ByUnit, string Stage, string? Text, IReadOnlyList<string>? Photos)
{
    public static HistoryLine From(IssueStep step, StepContent? written, bool mayRead)
    {
        var e = step.Event;
        var at = e.Opened?.OpenedAtUs ?? e.AtUs;
        return new(
            step.Seq, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(e.KindCase.ToString()), Iso.Time(at), e.By, e.ByUnit,
            Words.Stage(e.Opened is null ? e.Stage : IssueStage.Opened), mayRead ? written?.Text : null, mayRead ? written?.PhotoIds : null);
    }
}

/// <param name="Changed">False where the same command had been taken before.</param>
internal sealed record StepAnswer(string IssueId, ulong Version, string Stage, bool Changed)
{
    public static StepAnswer From(string issue, StepReply reply) => new(issue, reply.Version, Words.Stage(reply.Stage), reply.Changed);
}

internal sealed record InboxPage(IReadOnlyList<InboxLine> Reports, string? Next);

/// <param name="Answer">What was told, the newest ending's; null while nothing was.</param>
/// <param name="Asked">What the desk asks; null when it asks nothing.</param>
internal sealed record InboxLine(
    string ReportId, string GridCode, string Category, string Outcome, string ReceivedAt, bool Withdrawn, string IssueId, string Stage, ulong Version,
    InboxAnswer? Answer, InboxQuestion? Asked)
{
    public static InboxLine From(InboxReport report, IReadOnlyDictionary<(string, ulong), StepContent> written) => new(
        report.ReportId.ToString("D"), report.Grid, report.Category, ((Outcome)report.Outcome).ToString().ToUpperInvariant(), Iso.Time(report.ReceivedAtUs), report.IsWithdrawn,
        report.IssueId, report.State, report.Version,
        report.Work.Answer == 0 ? null : new InboxAnswer(
            report.Work.Answer, Words.Of(report.Work.Ending), Words.Of(report.Work.DeclinedFor), Iso.Time(report.Work.AnsweredAtUs),
            written.GetValueOrDefault((report.IssueId, report.AnswerSeq))?.Text ?? "", written.GetValueOrDefault((report.IssueId, report.AnswerSeq))?.PhotoIds ?? []),
        report.Work.AskedSeq == 0 ? null : new InboxQuestion(
            written.GetValueOrDefault((report.IssueId, report.Work.AskedSeq))?.Text ?? "", Iso.Time(report.Work.AskedUntilUs)));
}

/// <param name="Number">1, 2, ...: more than one where it was reopened.</param>
internal sealed record InboxAnswer(uint Number, string Ending, string DeclinedFor, string At, string Text, IReadOnlyList<string> Photos);

internal sealed record InboxQuestion(string Text, string Until);
