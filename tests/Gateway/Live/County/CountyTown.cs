using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>
/// Four levels on the real engine of three silos, over a real journal: county C, town T, villages V1 (G1, G2) and V2 (G3,
/// G4). In the grains it stays one instant; their timers run as ever.
/// </summary>
internal sealed class CountyTown : IAsyncDisposable
{
    public static readonly string[] Grids = ["G1", "G2", "G3", "G4"];
    public static readonly string[] Regions = ["C", "T", "V1", "V2", .. Grids];

    private readonly TempFolder folder = new();
    private readonly StillClock time;
    private readonly List<HubHost> hosts = [];
    private SqliteJournal journal = null!;
    private ProcessSilos silos = null!;
    private TownDirectory directory = null!;

    private CountyTown(DateTimeOffset now) => time = new StillClock(now);

    public ProcessSilos Silos => silos;

    public ITownPlacement Placement => silos.Placement;

    public ITownClient Grains => silos.Client;

    public IReadModel ReadModel => journal.ReadModel;

    public DateTimeOffset Now => time.GetUtcNow();

    public static async Task<CountyTown> Start(DateTimeOffset now, string zone = "Asia/Shanghai")
    {
        var town = new CountyTown(now);
        town.journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = town.folder.Path }, town.time);
        town.directory = new TownDirectory(town.journal.ReadModel);
        town.silos = await ProcessSilos.Start(new ProcessSilosOptions { Silos = 3 }, town.journal, town.directory, town.time, NullLoggerFactory.Instance);
        await town.Grains.Define(new DefineTown { AtUs = Instant.From(now), Regions =
        {
            Region("C", "county", "", zone), Region("T", "town", "C"), Region("V1", "village", "T"), Region("V2", "village", "T"),
            Region("G1", "grid", "V1"), Region("G2", "grid", "V1"), Region("G3", "grid", "V2"), Region("G4", "grid", "V2"),
        } });
        return town;
    }

    /// <summary>A gateway, at the same time of day.</summary>
    public HubHost OpenHost()
    {
        var host = new HubHost(Grains, directory, Now);
        hosts.Add(host);
        return host;
    }

    /// <summary>Sends until it is taken, as a device does.</summary>
    public async Task<ReportReceipt> Send(string grid, string reportId, DateTimeOffset? observedAt = null)
    {
        var command = new ReceiveReports { ReceivedAtUs = Instant.From(Now), Reports = { new RoutedReport { Report = new Report
        {
            ReportId = reportId, Origin = Origin.Resident, Text = "坑洼", Category = "roads/pothole",
            ObservedAt = Instant.ToTimestamp(Instant.From(observedAt ?? Now)),
        } } } };
        while (true)
        {
            var receipt = await Try(async () => (await Grains.Receive(grid, command)).Receipts[0]);
            if (receipt is { Outcome: not Outcome.Retry }) return receipt;
        }
    }

    /// <summary>Asks until it is known what became of it.</summary>
    public async Task<string> Withdraw(string grid, string reportId)
    {
        var command = new WithdrawReport { ReportId = reportId, Reviewer = "沈主任", Reason = "同一处已报", AtUs = Instant.From(Now) };
        while (true)
            if (await Try(() => Grains.Withdraw(grid, command)) is { } reply) return reply.Refused;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) host.Dispose();
        await silos.DisposeAsync();
        await journal.DisposeAsync();
        folder.Dispose();
    }

    private static async Task<T?> Try<T>(Func<Task<T>> ask) where T : class
    {
        try { return await ask(); }
        catch (NotDurableException)
        {
            await Task.Delay(10); // as a device backs off
            return null;
        }
    }

    private static Region Region(string code, string kind, string parent, string zone = "") =>
        new() { Code = code, Name = code, Kind = kind, Parent = parent, TimeZone = zone };

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
