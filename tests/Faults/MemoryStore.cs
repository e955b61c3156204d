using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Tests.Faults;

/// <summary>The smallest store that keeps the contract: for tests of what stands above it.</summary>
public sealed class MemoryStore : IJournalStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Stream, ulong Seq), (long Incarnation, long Number)> journal = [];
    private readonly Dictionary<(Guid Id, bool Refused), ClaimHeld> claims = [];
    private readonly List<Append> committed = [];

    /// <summary>An append that holds this report id is refused as bad data, whenever it is tried.</summary>
    public HashSet<Guid> Unstorable { get; } = [];

    public IReadOnlyList<Append> Committed
    {
        get
        {
            lock (gate) return [.. committed];
        }
    }

    /// <summary>How many transactions were written.</summary>
    public int Transactions { get; private set; }

    public Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (batch.Any(a => a.Claims.Any(c => Unstorable.Contains(c.ReportId))))
                return Task.FromResult(new CommitAttempt(CommitOutcome.DataError, "unstorable"));
            var rows = batch.SelectMany(RowsOf).ToList();
            var ids = batch.SelectMany(a => a.Claims).ToList();
            var clash = rows.Any(r => journal.ContainsKey(r.Key)) || ids.Any(c => claims.ContainsKey((c.ReportId, c.Refused)))
                || rows.DistinctBy(r => r.Key).Count() < rows.Count || ids.DistinctBy(c => (c.ReportId, c.Refused)).Count() < ids.Count;
            if (clash) return Task.FromResult(new CommitAttempt(CommitOutcome.KeyConflict));
            foreach (var (key, signature) in rows) journal.Add(key, signature);
            foreach (var claim in ids) claims.Add((claim.ReportId, claim.Refused), new ClaimHeld(claim.ReportId, claim.Grid, claim.IssueId, claim.Refused, claim.Digest, claim.Sender));
            committed.AddRange(batch);
            Transactions++;
            return Task.FromResult(CommitAttempt.Committed);
        }
    }

    public Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<Standing>>([.. batch.Select(Stand)]);
    }

    private Standing Stand(Append append)
    {
        var slices = append.Slices.Select(slice => Stand(append, slice)).ToList();
        if (slices.Contains(SliceStatus.AlreadyCommitted)) return new Standing(slices, []);
        return new Standing(slices, [.. append.Claims.Where(c => claims.ContainsKey((c.ReportId, c.Refused))).Select(c => claims[(c.ReportId, c.Refused)])]);
    }

    private SliceStatus Stand(Append append, StreamSlice slice)
    {
        if (journal.TryGetValue((slice.Stream, slice.FirstSeq), out var held))
            return held == (append.Incarnation, append.Number) ? SliceStatus.AlreadyCommitted : SliceStatus.Conflict;
        return slice.FirstSeq == 1 || journal.ContainsKey((slice.Stream, slice.FirstSeq - 1)) ? SliceStatus.Appendable : SliceStatus.Gap;
    }

    private static IEnumerable<((string, ulong) Key, (long, long) Signature)> RowsOf(Append append) =>
        from slice in append.Slices
        from i in Enumerable.Range(0, slice.Events.Count)
        select ((slice.Stream, slice.FirstSeq + (ulong)i), (append.Incarnation, append.Number));
}
