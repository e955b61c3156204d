using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Api;

/// <summary>
/// The read model as the HTTP API asks it. Anybody may ask, and the stores let questions queue without end, so what can
/// be set going is bounded here; beyond the bound a question is refused with `busy`.
/// </summary>
internal sealed class ApiReads(IReadModel readModel, TimeProvider time)
{
    /// <summary>
    /// Queries waiting or running at once. The store answers a few at a time, each within milliseconds: this many wait a
    /// fraction of a second, and more would be answered later than who is refused and asks again.
    /// </summary>
    public const int QueriesMax = 64;

    /// <summary>
    /// How old a sum over all days may be. It is the one question whose cost grows with the days kept, so what it costs
    /// must not grow with those who ask.
    /// </summary>
    public static readonly TimeSpan TotalsReuse = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    // Asked only for regions of the tree: at most one for each trade, and one for the places.
    private readonly Dictionary<string, Asked> totals = new(StringComparer.Ordinal);
    private int queries;

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        Run(() => readModel.Days(date, unit, cancellation));

    public Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        Run(() => readModel.Newest(date, unit, grids, limit, cancellation));

    public Task<IssueView?> Issue(string issueId, CancellationToken cancellation) => Run(() => readModel.Issue(issueId, cancellation));

    public Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) =>
        Run(() => readModel.StewardReports(stewardId, date, cancellation));

    /// <summary>
    /// One query is under way for each unit; who asks meanwhile, or within <see cref="TotalsReuse"/> of its start, shares
    /// its answer. A failure is shared only by those who wait for it. Nobody changes the rows: others hold them too.
    /// </summary>
    public Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!totals.TryGetValue(unit, out var asked) || !IsUsable(asked))
                totals[unit] = asked = new Asked(AskTotals(unit), time.GetTimestamp());
            return asked.Answer.WaitAsync(cancellation);
        }
    }

    private bool IsUsable(Asked asked) =>
        !asked.Answer.IsCompleted || (asked.Answer.IsCompletedSuccessfully && time.GetElapsedTime(asked.At) < TotalsReuse);

    // Elsewhere than under the gate, and for all who share it: no one caller's cancellation ends it.
    private Task<IReadOnlyList<DayTally>> AskTotals(string unit) =>
        Task.Run(() => Run(() => readModel.Totals(unit, CancellationToken.None)));

    private async Task<T> Run<T>(Func<Task<T>> query)
    {
        try
        {
            if (Interlocked.Increment(ref queries) > QueriesMax) throw ApiErrors.Busy();
            return await query();
        }
        finally
        {
            Interlocked.Decrement(ref queries);
        }
    }

    private sealed record Asked(Task<IReadOnlyList<DayTally>> Answer, long At);
}
