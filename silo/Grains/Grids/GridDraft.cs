using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>Gathers one command's decisions into one append over the grid's stream and those of the issues it opens.</summary>
/// <param name="sent">The messages it sent last; null where none can be sent.</param>
internal sealed class GridDraft(GridState state, Envelope envelope, MessagePositions? sent = null)
{
    private readonly string stream = StreamNames.Grid(state.Code);
    private readonly ulong firstSeq = state.Seq + 1;
    private readonly List<Recorded<GridEvent>> decided = [];
    private readonly List<JournalEvent> events = [];
    private readonly List<StreamSlice> issues = [];
    private readonly List<Claim> claims = [];
    private readonly ReadRows rows = new();
    private readonly HashSet<DayKey> touched = [];
    private readonly List<OutboxMessage> outbox = [];
    private readonly List<Erasure> erasures = [];

    public bool IsEmpty => events.Count == 0;

    public IReadOnlyCollection<DayKey> Touched => touched;

    /// <summary>Takes the decision, and changes the state by it at once.</summary>
    public void Add(GridDecision decision)
    {
        if (decision.Event is not { } e) return;
        var seq = Add(e, decision.Content);
        if (e.Refused is { } refused) claims.Add(new Claim(ReportIds.FromBytes(refused.ReportId), state.Code, "", Refused: true));
        if (e.Accepted is not { } report) return;
        claims.Add(new Claim(ReportIds.FromBytes(report.ReportId), state.Code, report.IssueId, Refused: false, decision.Digest, envelope.Principal.ToString()));
        if (report.Outcome == Outcome.Joined) TellJoined(report, seq);
        if (decision.Opens is { } opens) Open(report.IssueId, opens, seq, decision.Content!.Location);
    }

    /// <summary>The same for an event that brings neither content nor claims: a withdrawal.</summary>
    public ulong Add(GridEvent e, Content? content = null)
    {
        var seq = state.Seq + 1;
        state.Apply(seq, e);
        decided.Add(new Recorded<GridEvent>(seq, e, envelope));
        events.Add(GridStream.Kind.ToJournal(e, (int)e.KindCase, content is null
            ? null
            : new ContentRow(content.StewardId, e.Accepted.LocalDate, content.ToByteArray()) { Photos = content.PhotoIds }));
        touched.UnionWith(GridDecider.DaysTouchedBy(e));
        return seq;
    }

    /// <summary>The same for what an issue's message leads to.</summary>
    public void Add(NoticeDecision decision)
    {
        var seq = Add(decision.Event);
        foreach (var erased in decision.Event.Noticed?.Erased ?? [])
            erasures.Add(new Erasure(stream, erased.ReportSeq, erased.ReportSeq, ReportIds.FromBytes(erased.ReportId)));
        if (decision.Opens is { } opens) Open(decision.Event.Derived.IssueId, opens, seq, at: null);
    }

    public Draft ToDraft()
    {
        GridStream.Kind.Project(new StreamRun<GridEvent>(stream, state.Code, decided), state, rows);
        return new Draft(envelope, [new StreamSlice(stream, firstSeq, events), .. issues], claims, rows) { Outbox = outbox, Erasures = erasures };
    }

    /// <summary>The issue answers whoever joined it, too.</summary>
    private void TellJoined(ReportAccepted report, ulong seq)
    {
        var joined = new IssueReport { ReportId = report.ReportId, ReceivedAtUs = report.ReceivedAtUs, Origin = report.Origin, Unit = report.Unit, Reviewed = report.Reviewed };
        var target = StreamNames.Issue(report.IssueId);
        var add = new IssueCommand
        {
            CommandId = $"report/{ReportIds.Format(ReportIds.FromBytes(report.ReportId))}",
            By = new StepTaker { Roles = { LoopRole.System } },
            AtUs = report.ReceivedAtUs,
            AddReport = new AddReport { Report = joined },
        };
        var messages = new IssueMessages { Messages = { new IssueMessage { To = target, Issue = add } } };
        outbox.Add(sent!.Next(stream, seq, target, state.Code, envelope.CommandId, Delivery.Type, messages.ToByteArray()));
    }

    private void Open(string issueId, IssueEvent opens, ulong seq, GeoPoint? at)
    {
        if (at is not null) state.Issues.Place(state.IssuesOpened, at.Latitude, at.Longitude);
        var (opened, issue) = (new IssueState(issueId), StreamNames.Issue(issueId));
        opened.Apply(opens);
        var caused = envelope with { Cause = new EventCause(stream, seq) };
        issues.Add(new StreamSlice(issue, 1, [IssueStream.Kind.ToJournal(opens, (int)opens.KindCase)]) { Cause = caused.Cause });
        IssueStream.Kind.Project(new StreamRun<IssueEvent>(issue, issueId, [new Recorded<IssueEvent>(1, opens, caused)]), opened, rows);
    }
}
