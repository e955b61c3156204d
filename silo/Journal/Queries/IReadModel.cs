using RealtimeGov.Journal.Search;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Queries;

/// <summary>
/// What the store answers without grains: lists, sums and history. Every answer is of one moment and durable.
/// Dates are days since 1970-01-01; <c>unit</c> is a trade's code, or empty for the place.
/// </summary>
public interface IReadModel
{
    /// <summary>The rows of one day: one for each grid that has any report of it.</summary>
    Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation);

    /// <summary>The same of <paramref name="grids"/> alone.</summary>
    Task<IReadOnlyList<DayTally>> Days(int date, string unit, IReadOnlySet<string> grids, CancellationToken cancellation);

    /// <summary>The newest reports of a day by observation, at most <paramref name="limit"/>; only of <paramref name="grids"/>.</summary>
    Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation);

    /// <summary>The valid reports of a day by the hour in which they were observed, one number for each; only of <paramref name="grids"/>.</summary>
    /// <param name="midnightUs">Where the first hour begins, in microseconds since 1970-01-01T00:00Z.</param>
    /// <param name="hours">From 1. What was observed before the first counts to it, and what after the last to that: the sum is the day's.</param>
    Task<IReadOnlyList<ulong>> Hours(int date, string unit, IReadOnlySet<string> grids, long midnightUs, int hours, CancellationToken cancellation);

    /// <summary>Each grid's sum over all days; the date of such a row is 0 and its version the sum of the days' versions.</summary>
    Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation);

    Task<IssueView?> Issue(string issueId, CancellationToken cancellation);

    /// <summary>How many issues are open, by grid; one without any has no entry.</summary>
    Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation);

    /// <summary>Of these photos, those that a kept content names.</summary>
    Task<IReadOnlySet<string>> NamedPhotos(IReadOnlyList<string> photoIds, CancellationToken cancellation);

    /// <summary>Valid reports of one steward on one local day, in every grid.</summary>
    Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation);

    Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation);

    Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation);

    Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation);

    Task<PlacementRows> Placement(CancellationToken cancellation);

    /// <summary>Changes of the placement, newest first, at most <paramref name="limit"/>; below <paramref name="before"/>, of which 0 is above all.</summary>
    Task<IReadOnlyList<AuditRow>> Audit(ulong before, int limit, CancellationToken cancellation);

    /// <summary>How this store is asked for texts.</summary>
    SearchDialect Searching { get; }

    /// <summary>A query that stands beside the projection whose table it reads.</summary>
    Task<IReadOnlyList<T>> Query<T>(ReadQuery<T> query, CancellationToken cancellation);
}

/// <summary>One row of the day table: a grid's counts of a day, as place (empty unit) or as finder (a trade).</summary>
/// <param name="Version">The journal seq that last changed this row.</param>
public sealed record DayTally(string Grid, string Unit, int Date, DayCounts Counts, ulong Version);
