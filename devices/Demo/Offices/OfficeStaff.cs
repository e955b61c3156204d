using System.Globalization;
using RealtimeGov.Devices.Demo.Towns;

namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>An organisation of the demo town, by its registered id.</summary>
/// <param name="Divides">Gets what villages hand up, and gives it on.</param>
public sealed record OfficeUnit(string Id, string Name, string Kind, bool Divides = false);

/// <summary>A role in a region, within a unit where one is named.</summary>
public sealed record OfficePost(string Role, string Region, string Unit = "");

/// <summary>Somebody invented who works at a desk.</summary>
public sealed record OfficeWorker(string Id, string Name, IReadOnlyList<OfficePost> Posts);

/// <summary>
/// Who works the demo town's issues, at every level that it has: cadres who hold their villages' issues, the town's stations,
/// its dispatchers, and the leader who looks at all of them. A pure function of the town's file.
/// </summary>
public sealed class OfficeStaff
{
    /// <summary>Every id of the demo's people and units begins so: whoever else takes a step is a real person.</summary>
    public const string Prefix = "demo-";

    private const ulong Seed = 330483100;
    private const int VillagesOfACadre = 5, DispatcherCount = 3;

    /// <summary>Which class of matters is which station's; the first divides and takes the rest.</summary>
    private static readonly (string Id, string Name, string Kind, string[] Classes)[] TownUnits =
    [
        ("platform", "综合信息指挥室", "platform", []),
        ("enforcement", "综合行政执法队", "department", ["environment", "greenery"]),
        ("works", "建设管理站", "department", ["facility", "road"]),
        ("water", "水利站", "department", ["water"]),
        ("safety", "应急消防管理站", "department", ["safety"]),
    ];

    private readonly Dictionary<string, OfficeWorker> byUnit = new(StringComparer.Ordinal);

    public OfficeStaff(Town town)
    {
        Units = [.. TownUnits.Select(unit => new OfficeUnit(Prefix + unit.Id, unit.Name, unit.Kind, Divides: unit.Id == TownUnits[0].Id))];
        Dispatchers = [.. Enumerable.Range(1, DispatcherCount).Select(number => Invent(town, $"desk-{number}", new OfficePost("dispatcher", town.Code)))];
        Leader = Invent(town, "leader", new OfficePost("leader", town.Code));
        OfficeWorker[] stations = [.. Units.Select(unit => Invent(town, unit.Id[Prefix.Length..] + "-1", new OfficePost("handler", town.Code, unit.Id)))];
        foreach (var (unit, worker) in Units.Zip(stations)) byUnit[unit.Id] = worker;
        var cadres = new List<OfficeWorker>();
        foreach (var round in town.Villages.Chunk(VillagesOfACadre))
        {
            var cadre = Invent(town, $"cadre-{cadres.Count + 1}", [.. round.Select(village => new OfficePost("linking_cadre", village.Code))]);
            cadres.Add(cadre);
            foreach (var village in round) byUnit[village.Code] = cadre;
        }
        Workers = [.. Dispatchers, Leader, .. stations, .. cadres];
    }

    public IReadOnlyList<OfficeUnit> Units { get; }

    public IReadOnlyList<OfficeWorker> Workers { get; }

    public IReadOnlyList<OfficeWorker> Dispatchers { get; }

    /// <summary>Of the town: above every village.</summary>
    public OfficeWorker Leader { get; }

    /// <summary>Who works in a unit or holds a village's issues; null where it is nobody of the demo.</summary>
    public OfficeWorker? HolderOf(string unit) => byUnit.GetValueOrDefault(unit);

    /// <summary>The town's station for a category.</summary>
    public static string StationOf(string category) =>
        Prefix + (TownUnits.FirstOrDefault(unit => unit.Classes.Contains(category.Split('/')[0])).Id ?? TownUnits[0].Id);

    /// <summary>As <c>POST /api/v1/people/import</c> takes them: what is so already changes nothing, on every start.</summary>
    public string Sheet() => string.Join('\n', Workers.SelectMany(worker => worker.Posts.Select(post =>
        string.Create(CultureInfo.InvariantCulture, $"{worker.Id},{worker.Name},{post.Role},{post.Region},{post.Unit}"))).Prepend("id,name,role,region,unit"));

    private static OfficeWorker Invent(Town town, string id, params OfficePost[] posts)
    {
        var chance = Chance.Of(Seed, Prefix + id);
        return new OfficeWorker(Prefix + id, chance.Pick(town.Surnames) + chance.Pick(town.GivenNames), posts);
    }
}
