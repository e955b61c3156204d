using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Which issues somebody asks for, in the words of the call; empty is not asked.</summary>
/// <param name="Region">Empty: wherever the caller may.</param>
/// <param name="View">all, mine, unit or unheld.</param>
/// <param name="From">yyyy-MM-dd, as <paramref name="Until"/>, which is included: the days on which they were opened.</param>
internal sealed record DeskFilter(
    string Region = "", string View = "", string Stage = "", string Holder = "", string Category = "", string Overdue = "", string From = "", string Until = "", string Ended = "")
{
    public static readonly IReadOnlyList<string> Names = ["region", "view", "stage", "holder", "category", "overdue", "from", "until", "ended"];

    public static readonly IReadOnlyList<string> Views = ["all", "mine", "unit", "unheld"];

    private const int CategoryMax = 128, CodeMax = 64;

    private static readonly string[] Stages = [.. Words.All<Protos.IssueStage>().Select(Words.Stage)];

    /// <exception cref="ApiException">A name that is none: a mistyped one must not list everything.</exception>
    public static DeskFilter Of(IQueryCollection query, params IEnumerable<string> others)
    {
        if (query.Keys.FirstOrDefault(name => !Names.Contains(name) && !others.Contains(name)) is { } unknown) throw DeskErrors.FilterUnknown(unknown, Names.Concat(others));
        string Said(string name) => query[name].ToString();
        return new(Said("region"), Said("view"), Said("stage"), Said("holder"), Said("category"), Said("overdue"), Said("from"), Said("until"), Said("ended"));
    }

    /// <summary>Null where no grid is left to look in.</summary>
    /// <param name="permission">What the caller must be allowed where the issues are.</param>
    /// <exception cref="ApiException">A value that is none, or a region that is not the caller's.</exception>
    public IssueFilter? For(Caller caller, Permission permission, ITownDirectory town, TownClock clock)
    {
        var (tree, today) = (town.Regions.At(clock.NowUs), clock.Today());
        var isEnded = Flag(Ended, "ended");
        if (View.Length > 0 && !Views.Contains(View)) throw DeskErrors.ViewUnknown(View, Views);
        if (Stage.Length > 0 && !(isEnded ? Stages : OpenStages).Contains(Stage)) throw DeskErrors.StageUnknown(Stage, isEnded ? Stages : OpenStages);
        if (Category.Length > 0 && !Printable.IsName(Category, CategoryMax)) throw DeskErrors.FilterMalformed("category", "is 1 to 128 printable characters", "应为 1 至 128 个可显示字符");
        if (Holder.Length > CodeMax) throw DeskErrors.FilterMalformed("holder", "is a unit's code", "应为单位代码");
        var grids = GridsOf(caller, permission, tree, today);
        if (grids.Count == 0) return null;
        var zone = tree.ZoneOf(Region);
        return new IssueFilter
        {
            Grids = grids, WithEnded = isEnded, Stage = Stage, Holder = Holder, Category = Category,
            Unheld = View == "unheld", Handler = View == "mine" ? caller.Id : "", Units = View == "unit" ? UnitsOf(caller, tree, today) : null,
            DueBeforeUs = Flag(Overdue, "overdue") ? clock.NowUs : null,
            FromUs = From.Length > 0 ? LocalHours.Of(Day(From, "from"), zone).BeginsUs : null,
            UntilUs = Until.Length > 0 ? LocalHours.Of(Day(Until, "until") + 1, zone).BeginsUs : null,
        };
    }

    private static string[] OpenStages { get; } =
        [.. Words.All<Protos.IssueStage>().Where(stage => stage is not (Protos.IssueStage.Closed or Protos.IssueStage.Declined)).Select(Words.Stage)];

    private IReadOnlyCollection<string> GridsOf(Caller caller, Permission permission, TreeOfDay tree, int today)
    {
        if (Region.Length > 0)
        {
            if (tree.Find(Region) is null) throw ApiErrors.UnknownRegion(Region);
            return caller.MayAt(permission, Region, "", tree, today) ? tree.GridsBelow(Region) : throw DeskErrors.NotAllowed(permission, Region);
        }
        if (caller.May.Contains(permission)) return tree.Grids.ToList();
        return [.. Domain.People.Access.RegionsOf(caller.Grants, permission, tree, today).SelectMany(tree.GridsBelow).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The units that somebody works in: those of the grants, or else their regions; null for whoever may everywhere.</summary>
    internal static IReadOnlyCollection<string>? UnitsOf(Caller caller, TreeOfDay tree, int today)
    {
        Permission[] works = [Permission.Handle, Permission.Supervise, Permission.Dispatch];
        if (works.Any(caller.May.Contains)) return null;
        return [.. caller.Grants.Where(grant => works.Any(one => Domain.People.Access.AllowsAnywhere([grant], one, today)) && tree.Find(grant.Region) is not null)
            .Select(grant => grant.Unit.Length > 0 ? grant.Unit : grant.Region).Distinct(StringComparer.Ordinal)];
    }

    private static bool Flag(string said, string name) => said switch
    {
        "" or "false" => false,
        "true" => true,
        _ => throw DeskErrors.FilterMalformed(name, "is true or false", "应为 true 或 false"),
    };

    /// <exception cref="ApiException">It is no day.</exception>
    internal static int Day(string said, string name) =>
        LocalDay.TryParse(said, out var day) ? day : throw DeskErrors.FilterMalformed(name, "is a day as yyyy-MM-dd", "应为 yyyy-MM-dd 形式的日期");
}
