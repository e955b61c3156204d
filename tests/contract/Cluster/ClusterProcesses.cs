using RealtimeGov.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>Three silos as processes on one PostgreSQL, and this process as their gateway. The town T has 20 grids in four villages.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    public static readonly string[] Villages = ["V1", "V2", "V3", "V4"];
    public static readonly string[] Grids = [.. Villages.SelectMany(village => Enumerable.Range(1, 5).Select(grid => $"{village}-{grid}"))];

    private readonly PostgresJournal journal;
    private readonly OrleansGateway gateway;

    private ClusterProcesses(string connection, SiloProcess[] silos, PostgresJournal journal, OrleansGateway gateway) =>
        (Connection, Silos, this.journal, this.gateway) = (connection, silos, journal, gateway);

    public string Connection { get; }

    public SiloProcess[] Silos { get; }

    public ITownClient Grains => gateway.Client;

    public ITownPlacement Placement => gateway.Placement;

    public long NowUs { get; } = Instant.From(TimeProvider.System.GetUtcNow());

    public int Today => LocalDay.Of(NowUs - Instant.MinuteUs, TimeZoneInfo.Utc);

    public static async Task<ClusterProcesses> Start(string connection)
    {
        SiloProcess[] silos = [new("silo-1", connection), new("silo-2", connection), new("silo-3", connection)];
        foreach (var silo in silos) await silo.Start();
        var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        var gateway = await OrleansGateway.Start(
            new OrleansGatewayOptions { Directory = ClusterDirectory.Postgres(connection) }, journal.ReadModel, new TownDirectory(journal.ReadModel),
            TimeProvider.System, NullLoggerFactory.Instance);
        await gateway.Knows(living: 3);
        var town = new ClusterProcesses(connection, silos, journal, gateway);
        await town.Define();
        return town;
    }

    public Task Knows(int living) => gateway.Knows(living).WaitAsync(Patience.Max);

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        foreach (var silo in Silos) await silo.DisposeAsync();
        await journal.DisposeAsync();
    }

    private async Task Define()
    {
        var define = new DefineTown { AtUs = NowUs };
        define.Regions.Add(new Region { Code = "T", Name = "T", Kind = "town", TimeZone = "Etc/UTC" });
        foreach (var village in Villages) define.Regions.Add(new Region { Code = village, Name = village, Kind = "village", Parent = "T" });
        foreach (var grid in Grids) define.Regions.Add(new Region { Code = grid, Name = grid, Kind = "grid", Parent = grid[..2] });
        define.Categories.Add(new Category { Code = "roads/pothole" });
        await Grains.Define(define);
        await Grains.Register(new RegisterSteward { Steward = new Steward { Id = "S-1", Name = "S", HomeGrid = "V1-1" }, AtUs = NowUs });
        await gateway.Directory.Refresh(CancellationToken.None); // every silo and this gateway read the stewards
    }
}
