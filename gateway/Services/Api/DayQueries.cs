using RealtimeGov.Actors.Contracts;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

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

    public async Task<IReadOnlyList<FeedFigure>> Feed(DayAsked asked, CancellationToken cancellation)
    {
        var grids = asked.Tree.GridsBelow(asked.Region).ToHashSet(StringComparer.Ordinal);
        return FeedFigure.From(await reads.Newest(asked.Date, asked.Unit, grids, Newest.Max, cancellation));
    }
}

/// <summary>A region, a local day of it, and the tree of that day.</summary>
internal sealed record DayAsked(string Region, int Date, TreeOfDay Tree)
{
    public string Unit => DaySums.UnitOf(Region, Tree);
}
