using Google.Protobuf;
using Orleans;
using RealtimeGov.Grains.Desk;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Summaries;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>A grid: decides on its reports, one at a time, and tells its day to the region above.</summary>
[GrainType(GrainNames.Grid)]
public sealed partial class GridGrain : StreamGrain<GridState>, IGridGrain
{
    /// <summary>Reports undecided or uncommitted, beyond which the grid answers RETRY: a second's work at full speed.</summary>
    public const int HeldMax = 2_000;

    /// <summary>Ids known to be counted elsewhere, kept while their senders may repeat them.</summary>
    private const int ElsewhereMax = 10_000;

    private readonly string code;
    private readonly GridDays days;
    private readonly IssuePlaces places;
    private readonly GridOutbox sent;
    private readonly DayPublisher publisher;
    private readonly RateWindow rate;
    private readonly Dictionary<Guid, FirstCounted> elsewhere = [];
    private int held;

    public GridGrain(SiloContext silo) : base(silo)
    {
        code = Key;
        days = new GridDays(code, silo);
        places = new IssuePlaces(Stream, silo);
        sent = new GridOutbox(Stream, silo);
        rate = silo.Loads.Of(code);
        publisher = new DayPublisher(code, silo, TargetOf, days.Durable);
    }

    protected override bool IsIdle => held == 0 && IsSettled && publisher is { IsQuiet: true, HasWatchers: false };

    public async Task<ReceiveReply> Receive(ReceiveReports command)
    {
        using var request = Admit();
        var reply = await Take(command);
        GrainMeter.Answered(reply.Receipts);
        return reply;
    }

    private async Task<ReceiveReply> Take(ReceiveReports command)
    {
        var count = command.Reports.Count;
        if (held + count > HeldMax) return All(command, Outcome.Retry, Reasons.GridFull);
        if (!Silo.Committer.HasRoom) return All(command, Outcome.Retry, Reasons.NotDurable);
        held += count;
        rate.Add(count);
        try
        {
            return await Decide(command);
        }
        finally
        {
            held -= count;
        }
    }

    public async Task<DaySummary> Day(DayQuery query)
    {
        using var request = Admit();
        return await days.Read(new DayKey(query.Date, query.Unit));
    }

    public async Task<WatchReply> Watch(WatchRegion subscription)
    {
        using var request = Admit();
        publisher.Watch(subscription);
        var summary = await days.Read(DayKey.Place(subscription.Date));
        return summary.Version == subscription.Version ? new WatchReply() : new WatchReply { Summary = summary };
    }

    public Task Unwatch(UnwatchRegion subscription)
    {
        publisher.Unwatch(subscription);
        return Task.CompletedTask;
    }

    protected override void OnTick()
    {
        publisher.ForgetExpired();
        var nowUs = Instant.From(Silo.Time.GetUtcNow());
        publisher.Renew(DayKey.Place(LocalDay.Of(nowUs, ZoneAt(nowUs))));
    }

    protected override MigrationState? Dehydrate() => publisher.ToMigrationState();

    protected override void Rehydrate(MigrationState state) => publisher.Take(state);

    protected override ulong SeqOf(GridState state) => state.Seq;

    protected override byte[] Snapshot(GridState state) => state.ToSnapshot().ToByteArray();

    // A snapshot's bytes are then about as many as those of the events since the one before.
    protected override int WeightOf(GridState state) => (state.Known.Count + state.Issues.Count) / 4;

    protected override GridState Fold(StreamHistory history)
    {
        var state = history.Snapshot is { } snapshot
            ? GridState.From(code, history.SnapshotSeq, snapshot, history.Tail.Count)
            : new GridState(code);
        foreach (var facts in history.Tail) state.Apply(state.Seq + 1, GridEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    protected override void Learn(IReadOnlyList<ClaimHeld> held)
    {
        if (elsewhere.Count + held.Count > ElsewhereMax) elsewhere.Clear();
        foreach (var claim in held) elsewhere[claim.ReportId] = new FirstCounted(claim.Grid, claim.IssueId, claim.Refused, claim.Digest, claim.Sender);
    }

    private TimeZoneInfo ZoneAt(long instantUs) => Silo.Town.Regions.At(instantUs).ZoneOf(code);

    private async Task<ReceiveReply> Decide(ReceiveReports command)
    {
        var context = ContextOf(command);
        var checks = command.Reports.Select(r => ReportChecks.Check(r.Report, context, r.HasWrittenOffsetMs ? r.WrittenOffsetMs : null)).ToList();
        var keys = checks.SelectMany(c => GridDecider.DaysTouchedBy(c)).ToHashSet();
        var searches = SearchesOf(command, checks, context);
        var joins = MayJoin(command, context);
        var (reply, undone) = await Run(
            state => days.Missing(state, keys) ?? places.Missing(state, searches) ?? (joins ? sent.Missing(state) : null), state => Decide(state, command, checks, context));
        return undone switch
        {
            CommitStatus.Committed => reply!,
            CommitStatus.NotDurable => All(command, Outcome.Retry, Reasons.NotDurable),
            _ when command.Reports.Count > 1 => await OneByOne(command),
            _ => All(command, Outcome.Invalid, Reasons.NotStorable),
        };
    }

    // Only then is an issue told of it.
    private static bool MayJoin(ReceiveReports command, in GridContext context)
    {
        foreach (var routed in command.Reports)
            if (routed.Report.JoinsIssueId.Length > 0 || context.Categories.NearnessOf(context.Categories.Counted(routed.Report.Category)).JoinsByItself) return true;
        return false;
    }

    private static List<NearSearch> SearchesOf(ReceiveReports command, List<ReportCheck> checks, in GridContext context)
    {
        var searches = new List<NearSearch>();
        for (var i = 0; i < checks.Count; i++)
            if (GridDecider.SearchOf(command.Reports[i], checks[i], context) is { } search) searches.Add(search);
        return searches;
    }

    private Decided<ReceiveReply> Decide(GridState state, ReceiveReports command, List<ReportCheck> checks, GridContext context)
    {
        var draft = new GridDraft(state, CommandContext.Of(command, Silo).Envelope(Silo), sent.Of(state));
        var reply = new ReceiveReply();
        List<IssueChange>? opened = null;
        for (var i = 0; i < command.Reports.Count; i++)
        {
            var decision = GridDecider.Decide(state, command.Reports[i], checks[i], context);
            reply.Receipts.Add(decision.Receipt);
            if (decision.Elsewhere) reply.Elsewhere.Add((uint)i);
            draft.Add(decision);
            if (decision.Opens is { } opens && Silo.Desk.IsWatched)
                (opened ??= []).Add(IssueChanges.Opened(decision.Receipt.IssueId, opens.Opened, opens.Opened.OpenedAtUs + IssueProjection.UntouchedDueAfterUs));
            if (decision.Opens is not null) state.Words.Add(command.Reports[i].Report, checks[i].Time.ObservedAtUs, state.IssuesOpened);
        }
        if (draft.IsEmpty) return new Decided<ReceiveReply>(reply);
        var touched = Freeze(state, draft);
        return new Decided<ReceiveReply>(reply, draft.ToDraft(), () =>
        {
            Publish(state, touched, LocalDay.Of(context.ReceivedAtUs, context.Zone));
            opened?.ForEach(Silo.Desk.Offer);
        });
    }

    private static List<(DayKey Key, FrozenTally Tally)> Freeze(GridState state, GridDraft draft) =>
        [.. draft.Touched.Select(key => (key, state.Days[key].Freeze()))];

    /// <summary>The days touched are durable: they may leave the grid.</summary>
    private void Publish(GridState state, List<(DayKey Key, FrozenTally Tally)> touched, int today)
    {
        foreach (var (key, tally) in touched)
        {
            days.MakeDurable(key, tally);
            publisher.Changed(key);
        }
        if (IsCurrent(state)) days.Trim(state, DurableSeq, today, publisher.IsBusy);
    }

    /// <summary>The store refused something in the append: each report alone, so that one spoils no other.</summary>
    private async Task<ReceiveReply> OneByOne(ReceiveReports command)
    {
        var reply = new ReceiveReply();
        foreach (var report in command.Reports)
        {
            var single = new ReceiveReports { ReceivedAtUs = command.ReceivedAtUs, ClockOffsetMs = command.ClockOffsetMs };
            single.Reports.Add(report);
            var answer = await Decide(single);
            if (answer.Elsewhere.Count > 0) reply.Elsewhere.Add((uint)reply.Receipts.Count);
            reply.Receipts.AddRange(answer.Receipts);
        }
        return reply;
    }

    private GridContext ContextOf(ReceiveReports command) => new(
        command.ReceivedAtUs, command.ClockOffsetMs, Silo.AcceptLateDays, ZoneAt(command.ReceivedAtUs), Silo.Town.Stewards, Silo.Town.Categories, elsewhere)
    {
        Sender = CommandContext.SenderOf(command),
    };

    private string? TargetOf(DayKey key) => key.Unit.Length > 0 ? key.Unit : Silo.Town.Regions.On(key.Date).ParentOf(code);

    private static ReceiveReply All(ReceiveReports command, Outcome outcome, string reason)
    {
        var reply = new ReceiveReply();
        foreach (var routed in command.Reports)
            reply.Receipts.Add(new ReportReceipt { ReportId = routed.Report.ReportId, Outcome = outcome, Reason = reason });
        return reply;
    }
}
