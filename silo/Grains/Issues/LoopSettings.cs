using System.Collections.Concurrent;
using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>
/// How the loop is set up at this moment, from what this process knows of the town: nothing is read on the way to a decision.
/// Where the town has said nothing: the default limits, office hours from Monday to Friday without holidays, and the regions as
/// units.
/// </summary>
public sealed class LoopSettings(ITownDirectory town)
{
    /// <summary>2010-01-01 to 2049-12-31: as many days as a calendar holds.</summary>
    private const int FirstDay = 14_610, LastDay = 29_219;

    private const int MondayToFriday = 5;

    /// <summary>Minutes of the local day: 08:30 to 12:00 and 14:00 to 17:30.</summary>
    private static readonly (int From, int Until)[] OfficeHours = [(510, 720), (840, 1050)];

    private readonly ConcurrentDictionary<string, BusinessCalendar> calendars = new(StringComparer.Ordinal);
    private volatile Built? built;

    /// <summary>
    /// Whether the clocks of an issue just opened may be due before anybody expects it: a town with limits of its own for them. By
    /// the default limits nothing is due for an hour and a half.
    /// </summary>
    public bool SetsFirstClocks => town.Loop.Setup.Limits.Names(IssueClock.Review, IssueClock.Whole);

    /// <param name="tree">Of the day of the decision.</param>
    /// <param name="trade">Whose steward found it; empty when none.</param>
    public IssueContext Of(TreeOfDay tree, string grid, string trade)
    {
        var now = Now(tree);
        var regions = RegionsOf(tree, grid, trade);
        var calendar = now.Loop.Setup.CalendarOf(regions) ?? CalendarOf(tree.ZoneOf(grid));
        return new IssueContext(now.Loop.Setup.Limits, calendar, now.Routing.Table, now.Rules, regions, tree.IsGrid);
    }

    public RoutingTable UnitsOf(TreeOfDay tree) => Now(tree).Routing.Table;

    /// <summary>With what of the town's rules has come to point nowhere.</summary>
    public TownRouting RoutingOf(TreeOfDay tree) => Now(tree).Routing;

    /// <summary>Where an issue is, nearest first.</summary>
    public static IReadOnlyList<string> RegionsOf(TreeOfDay tree, string grid, string trade)
    {
        var regions = new List<string>();
        if (trade.Length > 0) regions.Add(trade);
        for (var at = grid; at is not null; at = tree.ParentOf(at)) regions.Add(at);
        return regions;
    }

    private Built Now(TreeOfDay tree)
    {
        var loop = town.Loop;
        if (built is { } held && ReferenceEquals(held.Tree, tree) && ReferenceEquals(held.Loop, loop)) return held;
        return built = new Built(tree, loop, TownRouting.Of(tree, loop.Units, loop.Setup.Routing), RulesOf(loop.Setup));
    }

    private static IssueRules RulesOf(LoopSetup setup) => IssueRules.Default with
    {
        SamplingRates = setup.Sampling.Rates.ToDictionary(rate => rate.Category, rate => rate.Rate, StringComparer.Ordinal),
        WithoutPhoto = setup.Sampling.WithoutPhoto.ToHashSet(StringComparer.Ordinal),
    };

    private BusinessCalendar CalendarOf(TimeZoneInfo zone) => calendars.GetOrAdd(zone.Id, id =>
    {
        var settings = new WorkCalendar { TimeZone = id, FirstDay = FirstDay, LastDay = LastDay };
        for (var weekday = 1; weekday <= MondayToFriday; weekday++)
            foreach (var (from, until) in OfficeHours) settings.Week.Add(new WeekdayHours { Weekday = weekday, FromMinute = from, UntilMinute = until });
        return new BusinessCalendar(settings);
    });

    private sealed record Built(TreeOfDay Tree, TownLoop Loop, TownRouting Routing, IssueRules Rules);
}
