using System.Collections.Concurrent;
using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>
/// How the loop is set up, for towns that have not set it up: the default limits, office hours from Monday to Friday without
/// holidays, and the regions as units.
/// </summary>
public sealed class LoopSettings
{
    /// <summary>2010-01-01 to 2049-12-31: as many days as a calendar holds.</summary>
    private const int FirstDay = 14_610, LastDay = 29_219;

    private const int MondayToFriday = 5;

    /// <summary>Minutes of the local day: 08:30 to 12:00 and 14:00 to 17:30.</summary>
    private static readonly (int From, int Until)[] OfficeHours = [(510, 720), (840, 1050)];

    private readonly ConcurrentDictionary<string, BusinessCalendar> calendars = new(StringComparer.Ordinal);
    private volatile Units units = new(TreeOfDay.Empty, RoutingTable.Empty);

    /// <param name="tree">Of the day of the decision.</param>
    /// <param name="trade">Whose steward found it; empty when none.</param>
    public IssueContext Of(TreeOfDay tree, string grid, string trade)
    {
        var regions = new List<string>();
        if (trade.Length > 0) regions.Add(trade);
        for (var at = grid; at is not null; at = tree.ParentOf(at)) regions.Add(at);
        return new IssueContext(LimitTable.Default, CalendarOf(tree.ZoneOf(grid)), UnitsOf(tree), IssueRules.Default, regions, tree.IsGrid);
    }

    public RoutingTable UnitsOf(TreeOfDay tree)
    {
        if (units is { } held && ReferenceEquals(held.Tree, tree)) return held.Table;
        var made = new Units(tree, RegionUnits.Of(tree));
        units = made;
        return made.Table;
    }

    private BusinessCalendar CalendarOf(TimeZoneInfo zone) => calendars.GetOrAdd(zone.Id, id =>
    {
        var settings = new WorkCalendar { TimeZone = id, FirstDay = FirstDay, LastDay = LastDay };
        for (var weekday = 1; weekday <= MondayToFriday; weekday++)
            foreach (var (from, until) in OfficeHours) settings.Week.Add(new WeekdayHours { Weekday = weekday, FromMinute = from, UntilMinute = until });
        return new BusinessCalendar(settings);
    });

    private sealed record Units(TreeOfDay Tree, RoutingTable Table);
}
