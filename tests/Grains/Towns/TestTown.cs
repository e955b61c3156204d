using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Grains.Tests.Towns;

/// <summary>
/// A small town on silos of this process, as shipped, and a real journal whose commits can be made to fail: town T over the villages V1
/// (grids G1, G2) and V2 (grid G3), a trade X, a steward S-1 of G1 and S-2 of G1 in the trade.
/// </summary>
internal sealed class TestTown : IAsyncDisposable
{
    /// <summary>2026-03-10, 20:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly long NowUs = Instant.From(Noon);

    public static readonly int Today = LocalDay.From(new DateOnly(2026, 3, 10));

    private const string Zone = "Asia/Shanghai";

    private readonly TempFolder folder = new();
    private ProcessSilosOptions options;
    private ProcessSilos? silos;
    private FaultyJournal? journal;

    private readonly TimeProvider time;

    private TestTown(ProcessSilosOptions options, TimeProvider time) => (this.options, this.time) = (options, time);

    public Faults Faults { get; } = new();

    public ITownClient Grains => silos!.Client;

    public ITownPlacement Placement => silos!.Placement;

    public ProcessSilos Silos => silos!;

    public IJournal Journal => journal!;

    /// <summary>The test wrote what no grain would: a rebuild cannot be asked.</summary>
    public bool HasForeignEvents { get; set; }

    public string DatabaseFile => Path.Combine(folder.Path, "journal.db");

    /// <summary>Grains in memory.</summary>
    public int Awake => silos!.Awake;

    /// <summary>By default of three silos, so that whatever is tested is tested across them.</summary>
    public static Task<TestTown> Start(ProcessSilosOptions? options = null, TimeProvider? time = null) => Start(options, time, county: "", zone: Zone);

    /// <summary>The same town in the county C: four levels. In another zone it is the same instant.</summary>
    public static Task<TestTown> StartCounty(TimeProvider? time = null, string zone = Zone) => Start(null, time, county: "C", zone);

    private static async Task<TestTown> Start(ProcessSilosOptions? options, TimeProvider? time, string county, string zone)
    {
        var town = new TestTown(options ?? new ProcessSilosOptions { Silos = 3 }, time ?? new AlwaysNoon());
        await town.Open();
        await town.Define(county, zone);
        return town;
    }

    /// <summary>Stops as a process would that is told to, and starts again on the same folder.</summary>
    /// <param name="whileDown">Done while nothing runs.</param>
    public async Task Restart(ProcessSilosOptions? with = null, Action? whileDown = null)
    {
        await Close();
        whileDown?.Invoke();
        options = with ?? options;
        await Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        if (!HasForeignEvents) await RebuildCheck.HasNoDifference(folder.Path);
        folder.Dispose();
    }

    /// <summary>More villages of the town with grids of theirs: R1 with R1-1, R1-2, ...</summary>
    public async Task<string[]> Grow(int villages, int gridsEach)
    {
        var define = new DefineTown { AtUs = NowUs };
        for (var village = 1; village <= villages; village++)
        {
            define.Regions.Add(Region($"R{village}", "village", "T"));
            for (var grid = 1; grid <= gridsEach; grid++) define.Regions.Add(Region($"R{village}-{grid}", "grid", $"R{village}"));
        }
        await Grains.Define(define);
        return [.. define.Regions.Where(region => region.Kind == "grid").Select(region => region.Code)];
    }

    /// <summary>A silo that believes to run the town too, as one does that stood still while others took it for dead.</summary>
    public Task<ProcessSilos> OtherSilo() => ProcessSilos.Start(
        new OrleansSiloOptions { Name = "other", Directory = ClusterDirectory.InProcess() }, Journal, new TownDirectory(Journal.ReadModel), time, NullLoggerFactory.Instance);

    private async Task Open()
    {
        journal = new FaultyJournal(await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, time), Faults);
        silos = await ProcessSilos.Start(options, journal, new TownDirectory(journal.ReadModel), time, NullLoggerFactory.Instance);
    }

    private async Task Close()
    {
        if (silos is not null) await silos.DisposeAsync();
        if (journal is not null) await journal.DisposeAsync();
    }

    private async Task Define(string county, string zone)
    {
        var define = new DefineTown { AtUs = NowUs };
        if (county.Length > 0) define.Regions.Add(Region(county, "county", "", zone));
        define.Regions.Add([
            Region("T", "town", county, zone), Region("V1", "village", "T"), Region("V2", "village", "T"), Region("X", "trade", "T"),
            Region("G1", "grid", "V1"), Region("G2", "grid", "V1"), Region("G3", "grid", "V2"),
        ]);
        define.Categories.Add([new Category { Code = "roads/pothole" }, new Category { Code = "green/branch" }]);
        await Grains.Define(define);
        await Register(new Steward { Id = "S-1", Name = "费一", HomeGrid = "G1" });
        await Register(new Steward { Id = "S-2", Name = "费二", HomeGrid = "G1", Unit = "X" });
        await Grains.Define(new DefineTown { AtUs = NowUs, Categories = { new Category { Code = "water/ditch" } } }); // refreshes the directory
    }

    private async Task Register(Steward steward) =>
        await Grains.Register(new RegisterSteward { Steward = steward, AtUs = NowUs });

    private static Region Region(string code, string kind, string parent, string zone = "") =>
        new() { Code = code, Name = code, Kind = kind, Parent = parent, TimeZone = parent.Length == 0 ? zone : "" };

    /// <summary>It stays noon, while timers run as ever.</summary>
    private sealed class AlwaysNoon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
