using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Grains;

/// <summary>
/// A grain whose state is its stream in the journal: load, decide, append, reply. Memory changes with the decision; a reply leaves only when
/// all that the decision saw is durable. An append that fails ends the incarnation: the state is loaded again and what
/// waits is decided again, so that callers see delay, not failure.
/// </summary>
/// <remarks>Nothing read before an await is assumed after it: other turns of this grain may have run.</remarks>
public abstract class StreamGrain<TState>(SiloContext silo) : TownGrain(silo) where TState : class
{
    /// <summary>
    /// Decisions of one command, before it is given back as not durable. Each failed one taught the grain something: so
    /// many are seen only where somebody sends the same ids to two grids at once.
    /// </summary>
    private const int AttemptsMax = 20;

    /// <summary>Events between two snapshots, at least; more where the state is larger than that.</summary>
    private const int EventsPerSnapshot = 500;

    private readonly SemaphoreSlim deciding = new(1);
    private Incarnation incarnation = new() { IsOver = true };
    private Task<TState>? loaded;
    private Task<AppendResult> lastAppend = Task.FromResult(AppendResult.Durable);
    private ulong snapshotSeq;
    private string? stream;

    /// <summary>Ends when what was decided so far is durable or has failed.</summary>
    protected Task Settled => lastAppend;

    /// <summary>The grain's stream in the journal.</summary>
    protected string Stream => stream ??= GrainNames.StreamOf(Id);

    /// <summary>Up to here the stream is durable, as far as this grain knows.</summary>
    protected ulong DurableSeq { get; private set; }

    /// <summary>True when no append's fate is awaited.</summary>
    protected bool IsSettled => incarnation.Unanswered == 0;

    protected override bool IsIdle => IsSettled;

    protected abstract ulong SeqOf(TState state);

    protected abstract TState Fold(StreamHistory history);

    /// <summary>Null where the stream is too short to be worth a snapshot.</summary>
    protected virtual byte[]? Snapshot(TState state) => null;

    /// <summary>The size of the state in events: a snapshot is taken after as many, so that its cost stays a share of theirs.</summary>
    protected virtual int WeightOf(TState state) => 0;

    /// <summary>Ids of a failed append that were counted elsewhere: the next decision must know them.</summary>
    protected virtual void Learn(IReadOnlyList<ClaimHeld> held) { }

    /// <summary>Decides until the decision is durable.</summary>
    /// <param name="missing">What must be read before deciding, or null; asked again after each read. Commands behind wait for it.</param>
    /// <param name="decide">Runs in one turn with its append: it must apply its events to the state.</param>
    /// <param name="own">The same for what the others need not wait for: they go before.</param>
    protected async Task<(TReply? Reply, CommitStatus CommitStatus)> Run<TReply>(
        Func<TState, Task?> missing, Func<TState, Decided<TReply>> decide, Func<TState, Task?>? own = null)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var (decided, isOwn, fate) = await DecideInTurn(missing, decide, own);
            var result = await fate;
            switch (result.Outcome)
            {
                case AppendOutcome.Durable:
                    decided.WhenDurable?.Invoke();
                    return (decided.Reply, CommitStatus.Committed);
                case AppendOutcome.Unknown:
                    return (default, CommitStatus.NotDurable);
                case AppendOutcome.InvalidData when isOwn:
                    return (default, CommitStatus.InvalidData);
                default:
                    Learn(result.ClaimsHeld);
                    break;
            }
        }
        GrainLog.GivenBack(Silo.Logger, Stream, AttemptsMax);
        return (default, CommitStatus.NotDurable);
    }

    // Commands are decided in the order in which they came, those too that wake the grain: who loads or reads before it
    // decides is waited for. One task that all of them await would not do, since it lets the last go first.
    private async Task<(Decided<TReply> Decided, bool IsOwn, Task<AppendResult> Fate)> DecideInTurn<TReply>(
        Func<TState, Task?> missing, Func<TState, Decided<TReply>> decide, Func<TState, Task?>? own)
    {
        while (true)
        {
            Task? alone;
            await deciding.WaitAsync();
            try
            {
                var state = await Loaded();
                while ((alone = own?.Invoke(state)) is null && missing(state) is { } reading)
                {
                    await reading;
                    state = await Loaded();
                }
                if (alone is null)
                {
                    var decided = Decide(state, decide);
                    return decided.Draft is { } draft ? (decided, true, Append(state, draft)) : (decided, false, lastAppend);
                }
            }
            finally
            {
                deciding.Release();
            }
            await alone;
        }
    }

    private Decided<TReply> Decide<TReply>(TState state, Func<TState, Decided<TReply>> decide)
    {
        try
        {
            return decide(state);
        }
        catch
        {
            End(incarnation); // it may have changed the state half-way
            throw;
        }
    }

    /// <summary>The state, loaded if need be. Every caller of one load gets the same.</summary>
    protected async Task<TState> Loaded()
    {
        while (true)
        {
            loaded ??= Load();
            var mine = loaded;
            try
            {
                var state = await mine;
                if (ReferenceEquals(mine, loaded)) return state; // else it failed meanwhile: once more
            }
            catch
            {
                if (ReferenceEquals(mine, loaded)) loaded = null;
                throw;
            }
        }
    }

    /// <summary>False when the state has been loaded again since.</summary>
    protected bool IsCurrent(TState state) => loaded is { IsCompletedSuccessfully: true } && ReferenceEquals(loaded.Result, state);

    /// <summary>The next use loads again. Only where nothing was decided.</summary>
    protected void Forget() => loaded = null;

    private async Task<TState> Load()
    {
        var history = await Silo.Streams.Load(Stream, CancellationToken.None);
        var state = Fold(history);
        incarnation = new Incarnation();
        lastAppend = Task.FromResult(AppendResult.Durable);
        snapshotSeq = history.SnapshotSeq;
        DurableSeq = history.Head;
        return state;
    }

    private async Task<AppendResult> Append(TState state, Draft draft)
    {
        var signer = incarnation;
        var seq = SeqOf(state);
        var snapshot = seq - snapshotSeq >= (ulong)Math.Max(EventsPerSnapshot, WeightOf(state)) ? Snapshot(state) : null;
        if (snapshot is not null) snapshotSeq = seq;
        signer.Unanswered++;
        var fate = Silo.Committer.Commit(new Append(signer.Id, ++signer.Appends, draft.Envelope, draft.Slices, draft.Claims, draft.Rows) { Outbox = draft.Outbox, Erasures = draft.Erasures });
        lastAppend = fate;
        var result = await fate;
        signer.Unanswered--;
        if (result.Outcome != AppendOutcome.Durable) End(signer);
        else if (ReferenceEquals(signer, incarnation)) DurableSeq = Math.Max(DurableSeq, seq);
        if (signer is { IsOver: true, Unanswered: 0 }) Silo.Committer.Release(signer.Id);
        if (result.Outcome == AppendOutcome.Durable && snapshot is not null) Keep(seq, snapshot);
        if (result.Outcome == AppendOutcome.Durable && draft.Outbox.Count > 0) Silo.Outbox.Send(draft.Outbox);
        return result;
    }

    private void End(Incarnation signer)
    {
        if (signer.IsOver) return;
        signer.IsOver = true;
        if (ReferenceEquals(signer, incarnation)) loaded = null;
    }

    private async void Keep(ulong seq, byte[] snapshot)
    {
        try { await Silo.Streams.SaveSnapshot(Stream, seq, snapshot, CancellationToken.None); }
        catch (Exception e) { GrainLog.NoSnapshot(Silo.Logger, Stream, seq, e.Message); } // a cache: the next one will do
    }
}
