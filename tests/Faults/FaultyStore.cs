using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Tests.Faults;

/// <summary>A store whose commits fail, wait or lose their answers as planned; it remembers each batch it was given.</summary>
public sealed class FaultyStore(IJournalStore inner, Faults faults) : IJournalStore
{
    private readonly Lock gate = new();
    private readonly List<IReadOnlyList<Append>> attempts = [];

    /// <summary>Every batch tried, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Append>> Attempts
    {
        get
        {
            lock (gate) return [.. attempts];
        }
    }

    public async Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        lock (gate) attempts.Add([.. batch]);
        if (faults.Damages(batch)) return new CommitAttempt(CommitOutcome.Unknown, "damaged as planned", MetDamage: true);
        if (faults.Refuses(batch)) return new CommitAttempt(CommitOutcome.DataError, "refused as planned");
        if (faults.Take(batch) is not { } fault) return await inner.Commit(batch, cancellation);
        fault.Handle.Reach();
        switch (fault.Kind)
        {
            case FaultKind.Fail:
                return new CommitAttempt(fault.Outcome, "planned");
            case FaultKind.LoseAnswer:
                await inner.Commit(batch, cancellation);
                return new CommitAttempt(CommitOutcome.Unknown, "the answer was lost as planned");
            default:
                await fault.Handle.Released.WaitAsync(cancellation);
                return await inner.Commit(batch, cancellation);
        }
    }

    public async Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var standings = await inner.Inspect(batch, cancellation);
        return [.. batch.Zip(standings, (append, standing) => faults.Damages([append]) ? new Standing([.. append.Slices.Select(_ => SliceStatus.Unreadable)], []) : standing)];
    }
}

/// <summary>A journal whose stores are faulty.</summary>
public sealed class FaultyJournal(IJournal inner, Faults faults) : IJournal
{
    public string Name => inner.Name;

    public StoreHealth Health => inner.Health;

    public IStreams Streams { get; } = new FaultyStreams(inner.Streams, faults);

    public IOutbox Outbox => inner.Outbox;

    public RealtimeGov.Journal.Search.ISearchIndex Search => inner.Search;
    public IContentEraser Eraser => inner.Eraser;

    public IReadModel ReadModel { get; } = new FaultyReads(inner.ReadModel, faults);

    public IReadModel GrainsReadModel { get; } = new FaultyReads(inner.GrainsReadModel, faults);

    public IJournalStore OpenStore(string silo) => new FaultyStore(inner.OpenStore(silo), faults);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
