using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Tests.Faults;

/// <summary>Reads as ever, but for the placement, whose reading tests can keep waiting or let fail.</summary>
internal sealed class FaultyReads(IReadModel inner, Faults faults) : IReadModel
{
    public async Task<PlacementRows> Placement(CancellationToken cancellation)
    {
        if (faults.ReadingPlacement is { } reading) await reading();
        return await inner.Placement(cancellation);
    }

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) => inner.Days(date, unit, cancellation);

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, IReadOnlySet<string> grids, CancellationToken cancellation)
    {
        faults.DaysReadOf?.Invoke(grids);
        return inner.Days(date, unit, grids, cancellation);
    }

    public Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        inner.Newest(date, unit, grids, limit, cancellation);

    public Task<IReadOnlyList<ulong>> Hours(int date, string unit, IReadOnlySet<string> grids, long midnightUs, int hours, CancellationToken cancellation) =>
        inner.Hours(date, unit, grids, midnightUs, hours, cancellation);

    public Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation) => inner.Totals(unit, cancellation);

    public Task<IssueView?> Issue(string issueId, CancellationToken cancellation) => inner.Issue(issueId, cancellation);

    public Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation) => inner.OpenIssues(cancellation);

    public Task<IReadOnlySet<string>> NamedPhotos(IReadOnlyList<string> photoIds, CancellationToken cancellation) => inner.NamedPhotos(photoIds, cancellation);

    public Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) => inner.StewardReports(stewardId, date, cancellation);

    public Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation) => inner.Stewards(cancellation);

    public Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation) => inner.Regions(cancellation);

    public Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation) => inner.Categories(cancellation);

    public Task<IReadOnlyList<AuditRow>> Audit(ulong before, int limit, CancellationToken cancellation) => inner.Audit(before, limit, cancellation);

    public RealtimeGov.Journal.Search.SearchDialect Searching => inner.Searching;

    public Task<IReadOnlyList<T>> Query<T>(ReadQuery<T> query, CancellationToken cancellation) => inner.Query(query, cancellation);
}
