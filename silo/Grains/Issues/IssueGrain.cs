using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>An issue: the grid opened it, and from then on it decides on its steps, its clocks and what others tell it.</summary>
[GrainType(GrainNames.Issue)]
public sealed class IssueGrain(SiloContext silo) : StreamGrain<IssueMemory>(silo), IIssueGrain
{
    /// <summary>Rings after one another in one look: each gives a card or moves the issue on, and none rings twice.</summary>
    private const int RingsMax = 100;

    public async Task<IssueView> View(IssueQuery query)
    {
        using var request = Admit();
        var issue = (await Loaded()).Issue;
        if (issue.Opened is not { } opened)
        {
            Forget(); // it may be opened by the next report
            return new IssueView { IssueId = Key };
        }
        var row = await Silo.ReadModel.Issue(Key, CancellationToken.None); // who joined it is the grid's to know
        var view = new IssueView
        {
            Found = true,
            IssueId = Key,
            GridCode = issue.GridCode,
            Category = issue.Category,
            State = issue.StageName,
            ReportId = ReportIds.Format(ReportIds.FromBytes(opened.ReportId)),
            ObservedAtUs = opened.ObservedAtUs,
            OpenedAtUs = opened.OpenedAtUs,
            PlaceUnsure = opened.PlaceUnsure,
            JoinedReports = row?.JoinedReports ?? 0,
        };
        view.PossibleDuplicates.AddRange(opened.PossibleDuplicates);
        return view;
    }

    public async Task<StepReply> Take(IssueCommand command)
    {
        using var request = Admit();
        var parent = new ParentAsked(command, Silo);
        var (reply, undone) = await Run(Missing, memory => Decide(memory, command, parent), _ => parent.Missing());
        if (reply is { Refused: IssueRefusals.Unknown }) Forget();
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"{command.StepCase} of {Key} was not taken: {undone}. Send it again.");
    }

    public async Task<ClocksReply> LookAtClocks(LookAtClocks command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(Missing, memory => Ring(memory, command.NowUs));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"the clocks of {Key} did not ring: {undone}");
    }

    public async Task<GrainMessageReply> Tell(GrainMessage message)
    {
        using var request = Admit();
        var (reply, undone) = await Run(Missing, memory => Receive(memory, message));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"{Key} did not take message {message.Seq} of {message.Sender}: {undone}");
    }

    protected override ulong SeqOf(IssueMemory memory) => memory.Issue.Version;

    protected override IssueMemory Fold(StreamHistory history) => IssueMemory.Of(Key, history);

    // After the stream: a message of a decision that came between would fail this one's append.
    private Task? Missing(IssueMemory memory) => memory.Sent is null && memory.Issue.Opened is not null ? Read(memory) : null;

    private async Task Read(IssueMemory memory)
    {
        var sent = new MessagePositions();
        foreach (var position in await Silo.ReadModel.Query(OutboxPosition.Of(Stream), CancellationToken.None)) sent.Advance(position.Target, position.Seq);
        if (memory.Issue.Version == 1) memory.Joined = await Silo.ReadModel.Query(JoinedReports.Of(Key), CancellationToken.None);
        memory.Sent = sent;
    }

    private Decided<StepReply> Decide(IssueMemory memory, IssueCommand command, ParentAsked parent)
    {
        if (memory.Issue.Opened is null) return new(new StepReply { Refused = IssueRefusals.Unknown, Detail = $"{Key} was never opened" });
        var plan = new IssuePlan(memory, ContextOf(memory.Issue, command.AtUs) with { IsIssue = parent.IsIssue });
        var decision = plan.Take(command);
        if (!plan.HasDecided)
            return new(new StepReply { Refused = decision.Refused, Detail = decision.Detail, Version = memory.Issue.Version, Stage = memory.Issue.Stage });
        var draft = ToDraft(memory, plan, CommandContext.Of(command, Silo));
        return new(new StepReply { Version = memory.Issue.Version, Stage = memory.Issue.Stage, Changed = true }, draft, ToDesks(memory, plan));
    }

    private Decided<ClocksReply> Ring(IssueMemory memory, long nowUs)
    {
        if (memory.Issue.Opened is null) return new(new ClocksReply());
        var plan = new IssuePlan(memory, ContextOf(memory.Issue, nowUs));
        var rang = 0u;
        while (rang < RingsMax && plan.State.Deadlines() is [var first, ..] && first.AtUs <= nowUs && plan.Take(first.ToCommand(nowUs)).Events.Count > 0) rang++;
        return plan.Events.Count == 0
            ? new(new ClocksReply())
            : new(new ClocksReply { Rang = rang }, ToDraft(memory, plan, CommandContext.OfSystem(Silo)), ToDesks(memory, plan));
    }

    private Decided<GrainMessageReply> Receive(IssueMemory memory, GrainMessage message)
    {
        if (memory.Issue.Opened is null) throw new InvalidOperationException($"{Key} was never opened, and {message.Sender} tells it something");
        var reception = Delivery.Receive(memory.Received.Of(message.Sender), message);
        var reply = new GrainMessageReply { Reception = reception };
        if (reception != MessageReception.Accepted) return new(reply);
        var plan = new IssuePlan(memory, ContextOf(memory.Issue, Instant.From(Silo.Time.GetUtcNow())));
        foreach (var one in message.Messages.Messages)
            if (plan.Take(one.Issue) is { IsRefused: true } refused) GrainLog.MessageRefused(Silo.Logger, Stream, message.Sender, message.Seq, refused.Refused, refused.Detail);
        if (!plan.HasDecided) plan.Note(message);
        memory.Received.Advance(message.Sender, message.Seq);
        return new(reply, ToDraft(memory, plan, Delivery.ContextOf(message)), ToDesks(memory, plan));
    }

    /// <summary>Of the state that the draft's events have been applied to; null where no desk is open.</summary>
    private Action? ToDesks(IssueMemory memory, IssuePlan plan)
    {
        if (!Silo.Desk.IsWatched) return null;
        var change = Desk.IssueChanges.Of(memory.Issue, plan.Events);
        return () => Silo.Desk.Offer(change);
    }

    private Draft ToDraft(IssueMemory memory, IssuePlan plan, CommandContext context)
    {
        var (envelope, firstSeq, rows) = (context.Envelope(Silo), memory.Issue.Version + 1, new ReadRows());
        var (events, recorded) = (new List<JournalEvent>(), new List<Recorded<IssueEvent>>());
        for (var i = 0; i < plan.Events.Count; i++)
        {
            var e = plan.Events[i];
            memory.Apply(e);
            recorded.Add(new Recorded<IssueEvent>(memory.Issue.Version, e, envelope));
            events.Add(IssueStream.Kind.ToJournal(e, (int)e.KindCase, plan.ContentAt(i) is { } content ? RowOf(content, memory.Issue.GridCode, e.AtUs) : null));
        }
        IssueStream.Kind.Project(new StreamRun<IssueEvent>(Stream, Key, recorded), memory.Issue, rows);
        return new Draft(envelope, [new StreamSlice(Stream, firstSeq, events)], [], rows)
        {
            Outbox = ToOutbox(memory, plan, firstSeq, envelope.CommandId), Erasures = ToErasures(plan, firstSeq),
        };
    }

    // All that was written to the issue before; what the decision itself says is the answer.
    private List<Erasure> ToErasures(IssuePlan plan, ulong firstSeq) =>
        plan.Events.Exists(e => e.Declined is { Erased: true }) && firstSeq > 1 ? [new Erasure(Stream, 1, firstSeq - 1)] : [];

    // Whom a decision concerns is told with one message each; its number is that of the append's first event. What people only
    // read, reporters and units, is in the issue's own row and history.
    private List<OutboxMessage> ToOutbox(IssueMemory memory, IssuePlan plan, ulong seq, Guid commandId)
    {
        var outbox = new List<OutboxMessage>();
        foreach (var told in plan.Messages.Where(message => message.Grid is not null || message.Issue is not null).GroupBy(message => message.To, StringComparer.Ordinal))
            outbox.Add(memory.Sent!.Next(Stream, seq, told.Key, Grid ?? "", commandId, Delivery.Type, new IssueMessages { Messages = { told } }.ToByteArray()));
        return outbox;
    }

    private ContentRow RowOf(StepContent content, string grid, long atUs) =>
        new("", LocalDay.Of(atUs, Silo.Town.Regions.At(atUs).ZoneOf(grid)), content.ToByteArray()) { Photos = content.PhotoIds };

    private IssueContext ContextOf(IssueState issue, long atUs) => Silo.Loop.Of(Silo.Town.Regions.At(atUs), issue.GridCode, issue.Opened!.Unit);
}
