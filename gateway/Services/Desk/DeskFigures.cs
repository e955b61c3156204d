using System.Text.Json.Serialization;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>A page of a queue.</summary>
/// <param name="Next">What the next page is asked with as `after`; null at the end.</param>
internal sealed record QueuePage(string Region, IReadOnlyList<IssueLine> Issues, string? Next);

/// <summary>A page of what a search found.</summary>
internal sealed record SearchPage(IReadOnlyList<FoundLine> Found, string? Next);

/// <param name="Text">The newest text in which it stands, masked and in the spelling that is looked in.</param>
internal sealed record FoundLine(IssueLine Issue, string Text);

/// <param name="Due">By when what is next is to be done; null where no clock runs.</param>
/// <param name="Card">yellow, red or empty.</param>
internal sealed record IssueLine(
    string IssueId, ulong Version, string GridCode, string GridName, string Category, string Stage, string OpenedAt, string? Due, bool Overdue,
    string Holder, string Supervisor, string Size, string Urgency, string Card)
{
    [JsonIgnore]
    public long OpenedAtUs { get; private init; }

    [JsonIgnore]
    public long DueUs { get; private init; }

    [JsonIgnore]
    public MatterSize MatterSize { get; private init; }

    [JsonIgnore]
    public Urgency UrgencyValue { get; private init; }

    [JsonIgnore]
    public CardColour CardValue { get; private init; }

    public static IssueLine From(QueuedIssue issue, string gridName, long nowUs) => new(
        issue.IssueId, issue.Version, issue.Grid, gridName, issue.Category, issue.State, Iso.Time(issue.OpenedAtUs),
        issue.DueUs == IssueProjection.NeverDueUs ? null : Iso.Time(issue.DueUs), issue.DueUs < nowUs, issue.Holder, issue.Work.Supervisor,
        Words.Of(issue.Work.Size), Words.Of(issue.Work.Urgency), Words.Of(issue.Work.Card))
    {
        OpenedAtUs = issue.OpenedAtUs, DueUs = issue.DueUs, MatterSize = issue.Work.Size, UrgencyValue = issue.Work.Urgency, CardValue = issue.Work.Card,
    };
}

/// <summary>An issue with all that became of it.</summary>
/// <param name="ContentWithheld">Texts and photos are for who may see them.</param>
/// <param name="Proposed">What a step `route` without a holder comes to.</param>
internal sealed record IssueFile(
    IssueLine Issue, string Answerable, string Ending, uint Answers, string? AnsweredAt, string? AcceptedAt, string? ClosedAt,
    IReadOnlyList<ClockLine> Clocks, IReadOnlyList<ReportLine> Reports, IReadOnlyList<HistoryLine> History, bool ContentWithheld, Proposal Proposed);

/// <param name="RawDue">As it was set first, before suspension and extension.</param>
internal sealed record ClockLine(string Clock, string Subject, string Due, string RawDue)
{
    public static ClockLine From(ClockSet clock) => new(Words.Of(clock.Clock), clock.Subject, Iso.Time(clock.DueUs), Iso.Time(clock.RawDueUs));
}

internal sealed record ReportLine(string ReportId, string? Text, IReadOnlyList<string>? Photos);

/// <param name="By">The person; empty for the system, a device or whoever opened it.</param>
/// <param name="Text">What was written with the step, at its first event.</param>
/// <param name="Facts">What the event says: whom it was given to, which card of which clock, for what reason.</param>
internal sealed record HistoryLine(
    ulong Seq, string What, string At, string By, string ByUnit, string Stage, string? Text, IReadOnlyList<string>? Photos, IReadOnlyDictionary<string, object> Facts)
{
    public static HistoryLine From(IssueStep step, StepContent? written, bool mayRead)
    {
        var e = step.Event;
        var at = e.Opened?.OpenedAtUs ?? e.AtUs;
        return new(
            step.Seq, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(e.KindCase.ToString()), Iso.Time(at), e.By, e.ByUnit,
            Words.Stage(e.Opened is null ? e.Stage : IssueStage.Opened), mayRead ? written?.Text : null, mayRead ? written?.PhotoIds : null,
            e.Opened is null && IssueEvent.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(e) is { } kind ? EventFacts.Of((Google.Protobuf.IMessage)kind.Accessor.GetValue(e)) : Nothing);
    }

    private static readonly Dictionary<string, object> Nothing = [];
}

/// <summary>Whom the town's routing table would give it to; both empty where it knows nobody.</summary>
internal sealed record Proposal(string Holder, string Supervisor, string Category);

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
    [JsonIgnore]
    public long ReceivedAtUs { get; private init; }

    public static InboxLine From(InboxReport report, IReadOnlyDictionary<(string, ulong), StepContent> written) => new(
        report.ReportId.ToString("D"), report.Grid, report.Category, ((Outcome)report.Outcome).ToString().ToUpperInvariant(), Iso.Time(report.ReceivedAtUs), report.IsWithdrawn,
        report.IssueId, report.State, report.Version,
        InboxAnswer.Of(report.Work, written.GetValueOrDefault((report.IssueId, report.AnswerSeq))),
        InboxQuestion.Of(report.Work, written.GetValueOrDefault((report.IssueId, report.Work.AskedSeq)))) { ReceivedAtUs = report.ReceivedAtUs };
}

/// <param name="Number">1, 2, ...: more than one where it was reopened.</param>
internal sealed record InboxAnswer(uint Number, string Ending, string DeclinedFor, string At, string Text, IReadOnlyList<string> Photos)
{
    /// <summary>Null while nothing was told.</summary>
    public static InboxAnswer? Of(IssueWork work, StepContent? written) => work.Answer == 0
        ? null
        : new InboxAnswer(work.Answer, Words.Of(work.Ending), Words.Of(work.DeclinedFor), Iso.Time(work.AnsweredAtUs), written?.Text ?? "", written?.PhotoIds ?? []);
}

internal sealed record InboxQuestion(string Text, string Until)
{
    /// <summary>Null while nothing is asked.</summary>
    public static InboxQuestion? Of(IssueWork work, StepContent? written) =>
        work.AskedSeq == 0 ? null : new InboxQuestion(written?.Text ?? "", Iso.Time(work.AskedUntilUs));
}
