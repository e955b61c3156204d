using RealtimeGov.Gateway.Days;
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
    /// How old a sum over all days, over a day's reports or over the open issues may be. Their cost grows with what is
    /// kept, so what they cost must not grow with those who ask.
    /// </summary>
    public static readonly TimeSpan Reuse = TimeSpan.FromSeconds(1);

    /// <summary>Answers held of each kind, a few hundred bytes to a few kilobytes each; a town has fewer regions.</summary>
    public const int AnswersMax = 1_024;

    private readonly SharedAnswers<string, IReadOnlyList<DayTally>> totals = new(Reuse, AnswersMax, time);
    private readonly SharedAnswers<(string Region, int Date), IReadOnlyList<ulong>> hours = new(Reuse, AnswersMax, time);
    private readonly SharedAnswers<string, IReadOnlyDictionary<string, ulong>> open = new(Reuse, AnswersMax, time);
    private int queries;

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        Bounded(() => readModel.Days(date, unit, cancellation));

    public Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        Bounded(() => readModel.Newest(date, unit, grids, limit, cancellation));

    public Task<IssueView?> Issue(string issueId, CancellationToken cancellation) => Bounded(() => readModel.Issue(issueId, cancellation));

    public Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) =>
        Bounded(() => readModel.StewardReports(stewardId, date, cancellation));

    /// <summary>Shared; of a unit of the tree.</summary>
    public Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation) =>
        totals.Ask(unit, () => Bounded(() => readModel.Totals(unit, CancellationToken.None)), cancellation);

    /// <summary>Shared.</summary>
    public Task<IReadOnlyList<ulong>> Hours(DayAsked asked, LocalHours span, IReadOnlySet<string> grids, CancellationToken cancellation) =>
        hours.Ask((asked.Region, asked.Date), () => Bounded(() =>
            readModel.Hours(asked.Date, asked.Unit, grids, span.BeginsUs, span.Count, CancellationToken.None)), cancellation);

    /// <summary>Shared: of the whole town, by grid.</summary>
    public Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation) =>
        open.Ask("", () => Bounded(() => readModel.OpenIssues(CancellationToken.None)), cancellation);

    /// <exception cref="ApiException">`busy`: too many wait already.</exception>
    public async Task<T> Bounded<T>(Func<Task<T>> query)
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
}
