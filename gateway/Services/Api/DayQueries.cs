using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Api;

/// <summary>Days and sums from the read model, over the grids below on that day's tree.</summary>
internal sealed class DayQueries(ApiReads reads, ITownDirectory directory, TownClock clock)
{
    private const string TodayWord = "today";

    /// <exception cref="ApiException">The region is unknown on that day, or the date is none.</exception>
    public DayAsked Ask(string region, string date)
    {
        var day = Date(date, region);
        var tree = directory.Regions.On(day);
        return tree.Find(region) is null ? throw ApiErrors.UnknownRegion(region) : new DayAsked(region, day, tree);
    }

    /// <summary>`today` is the current day in the region's zone.</summary>
    public int Date(string date, string region)
    {
        if (date == TodayWord) return clock.Today(region);
        return LocalDay.TryParse(date, out var day) ? day : throw ApiErrors.MalformedDate(date);
    }

    public async Task<DaySummary> Day(DayAsked asked, CancellationToken cancellation) =>
        DaySums.Of(asked.Region, asked.Date, asked.Tree, await reads.Days(asked.Date, asked.Unit, cancellation));

    public async Task<DaySummary> Total(DayAsked asked, CancellationToken cancellation) =>
        DaySums.Of(asked.Region, asked.Date, asked.Tree, await reads.Totals(asked.Unit, cancellation));

    /// <summary>By the hour since the day began in the region's zone.</summary>
    public async Task<IReadOnlyList<ulong>> Hours(DayAsked asked, CancellationToken cancellation)
    {
        var span = LocalHours.Of(asked.Date, asked.Tree.ZoneOf(asked.Region));
        return span.Count == 0 ? [] : await reads.Hours(asked, span, asked.Grids, cancellation);
    }

    /// <exception cref="ApiException">The region is unknown today, or a trade: an issue belongs to the grid that handles it.</exception>
    public async Task<OpenFigures> Open(string region, CancellationToken cancellation)
    {
        var asked = Ask(region, TodayWord);
        if (asked.Tree.IsTrade(region)) throw ApiErrors.NotOfATrade(region);
        return OpenFigures.From(region, asked.Tree, await reads.OpenIssues(cancellation));
    }

    public async Task<IReadOnlyList<FeedFigure>> Feed(DayAsked asked, CancellationToken cancellation) =>
        FeedFigure.From(await reads.Newest(asked.Date, asked.Unit, asked.Grids, Newest.Max, cancellation));
}

/// <summary>A region, a local day of it, and the tree of that day.</summary>
internal sealed record DayAsked(string Region, int Date, TreeOfDay Tree)
{
    public string Unit => DaySums.UnitOf(Region, Tree);

    public IReadOnlySet<string> Grids => Tree.GridsBelow(Region).ToHashSet(StringComparer.Ordinal);
}
