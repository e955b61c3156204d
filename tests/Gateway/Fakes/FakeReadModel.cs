using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A read model of a few lists.</summary>
internal sealed class FakeReadModel : IReadModel
{
    public List<DayTally> Rows { get; } = [];

    public List<(int Date, string Unit, FeedItem Item)> Feed { get; } = [];

    /// <summary>Valid reports.</summary>
    public List<(int Date, string Unit, string Grid, long ObservedAtUs)> Observed { get; } = [];

    public Dictionary<string, ulong> Open { get; } = [];

    public List<AuditRow> AuditRows { get; } = [];

    public Dictionary<string, IssueView> Issues { get; } = [];

    public Dictionary<(string Steward, int Date), ulong> Reports { get; } = [];

    /// <summary>When set, every question fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>No question is answered before it completes.</summary>
    public Task Opens { get; set; } = Task.CompletedTask;

    /// <summary>Released once for each question that has come.</summary>
    public SemaphoreSlim Asked { get; } = new(0);

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        Answer<IReadOnlyList<DayTally>>(() => [.. Rows.Where(r => r.Date == date && r.Unit == unit)]);

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, IReadOnlySet<string> grids, CancellationToken cancellation) =>
        Answer<IReadOnlyList<DayTally>>(() => [.. Rows.Where(r => r.Date == date && r.Unit == unit && grids.Contains(r.Grid))]);

    public Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        Answer<IReadOnlyList<FeedItem>>(() => [.. Feed.Where(f => f.Date == date && f.Unit == unit && grids.Contains(f.Item.GridCode))
            .Select(f => f.Item).OrderByDescending(i => i.ObservedAtUs).Take(limit)]);

    public Task<IReadOnlyList<ulong>> Hours(int date, string unit, IReadOnlySet<string> grids, long midnightUs, int hours, CancellationToken cancellation) =>
        Answer<IReadOnlyList<ulong>>(() =>
        {
            var counts = new ulong[hours];
            foreach (var one in Observed.Where(o => o.Date == date && (unit.Length == 0 || o.Unit == unit) && grids.Contains(o.Grid)))
                counts[Math.Clamp((one.ObservedAtUs - midnightUs) / 3_600_000_000, 0, hours - 1)]++;
            return counts;
        });

    public Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation) =>
        Answer<IReadOnlyDictionary<string, ulong>>(() => new Dictionary<string, ulong>(Open));

    public Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation) =>
        Answer<IReadOnlyList<DayTally>>(() => [.. Rows.Where(r => r.Unit == unit).GroupBy(r => r.Grid).Select(Total)]);

    /// <summary>The question whether the store answers at all, which the server asks of itself every second, neither waits nor counts.</summary>
    public Task<IssueView?> Issue(string issueId, CancellationToken cancellation) => issueId.Length > 0
        ? Answer(() => Issues.GetValueOrDefault(issueId))
        : Failure is null ? Task.FromResult<IssueView?>(null) : Task.FromException<IssueView?>(Failure);

    public Task<IReadOnlySet<string>> NamedPhotos(IReadOnlyList<string> photoIds, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) =>
        Answer(() => Reports.GetValueOrDefault((stewardId, date)));

    public Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<PlacementRows> Placement(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<AuditRow>> Audit(ulong before, int limit, CancellationToken cancellation) =>
        Answer<IReadOnlyList<AuditRow>>(() => [.. AuditRows.Where(r => before == 0 || r.Seq < before).OrderByDescending(r => r.Seq).Take(limit)]);

    /// <summary>Rows by their type; a question for rows of another type has no database to ask.</summary>
    public Dictionary<Type, Func<IEnumerable<object>>> Rowsets { get; } = [];

    public RealtimeGov.Journal.Search.SearchDialect Searching => throw new NotSupportedException("no database to ask");

    public Task<IReadOnlyList<T>> Query<T>(ReadQuery<T> query, CancellationToken cancellation) => Rowsets.TryGetValue(typeof(T), out var rows)
        ? Answer<IReadOnlyList<T>>(() => [.. rows().Cast<T>()])
        : throw new NotSupportedException("no database to ask");

    private static DayTally Total(IGrouping<string, DayTally> rows)
    {
        var counts = new DayCounts();
        foreach (var row in rows) Domain.Summaries.RegionDay.Sum(counts, row.Counts);
        return new DayTally(rows.Key, rows.First().Unit, 0, counts, rows.Aggregate(0UL, (sum, r) => sum + r.Version));
    }

    private async Task<T> Answer<T>(Func<T> answer)
    {
        Asked.Release();
        await Opens;
        return Failure is null ? answer() : throw Failure;
    }
}
