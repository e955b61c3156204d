using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Contract.Tests.Engines;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Cluster;

public sealed class OrleansEngineTests(ITestOutputHelper output) : EngineContract(output)
{
    protected override async Task<IEngineTown> Start()
    {
        var town = new ClusterTown(new TempFolder());
        await town.Open();
        return town;
    }

    [Fact]
    public async Task S3_S6_silos_that_are_told_to_end_hand_over_and_no_screen_has_to_ask_again()
    {
        await using var town = await Defined();
        await using var screen = new EngineScreen(town.Grains);
        string[] watched = ["T", "V1", "V1-1"];
        ulong sent = 0;
        foreach (var silo in Silos)
        {
            foreach (var region in watched) await screen.Watch(region, Today); // its lease begins again
            await ((ClusterTown)town).End(silo);
            await town.Grains.Grid("V1-1").SendOne(NowUs, EngineReports.New(NowUs));
            sent++;
            await Task.WhenAll(watched.Select(region => screen.Shows(region, sent)));
            await town.Revive(silo);
        }
    }

    [Fact]
    public async Task S6_a_grid_that_arrives_where_its_move_is_not_known_yet_waits_until_it_is()
    {
        await using var defined = await Defined();
        var town = (ClusterTown)defined;
        await town.Grains.Grid("V1-1").SendOne(NowUs, EngineReports.New(NowUs));
        var map = town.Placement.View.Current;
        var (from, placing) = (map.SiloOfGrid("V1-1")!, map.SiloOf(GrainNames.Placement));
        var to = Silos.First(silo => silo != from && silo != placing);
        var read = new TaskCompletionSource();
        town.FaultsOf(to).ReadingPlacement = () => read.Task;

        var moving = town.Placement.Change(new ChangePlacement { Move = new MoveGridRequest { Grid = "V1-1", Silo = to, By = "X" } });
        await Eventually.Holds(async () => (await town.Placement.Get(default)).Grids.Single(grid => grid.Code == "V1-1") is { Silo: var silo } && silo == to);
        await Eventually.Holds(async () => await town.WhereRuns("V1-1") is null);
        // By what the arrival's silo knows it would go straight back, and answer here or there.
        var receipt = town.Grains.Grid("V1-1").SendOne(NowUs, EngineReports.New(NowUs));
        await Task.WhenAny(receipt, Task.Delay(TimeSpan.FromSeconds(2)));
        Assert.False(receipt.IsCompleted);

        read.SetResult();
        Assert.Equal("V1-1.2", (await receipt).IssueId);
        Assert.Equal("", (await moving).Refused);
        Assert.Equal(to, await town.WhereRuns("V1-1"));
    }

    /// <summary>Three silos and a gateway that talk over sockets, though they are in one process.</summary>
    private sealed class ClusterTown(TempFolder folder) : IEngineTown
    {
        private readonly TestDirectory membership = new();
        private readonly Dictionary<string, OrleansSilo> silos = [];
        private readonly Dictionary<string, RealtimeGov.Tests.Faults.Faults> faultsOf = Silos.ToDictionary(name => name, _ => new RealtimeGov.Tests.Faults.Faults());
        private FaultyJournal journal = null!;
        private OrleansGateway gateway = null!;

        public ITownClient Grains => gateway.Client;

        public ITownPlacement Placement => gateway.Placement;

        public IJournal Journal => journal;

        public RealtimeGov.Tests.Faults.Faults Faults { get; } = new();

        /// <summary>Of what one silo alone asks of the journal.</summary>
        public RealtimeGov.Tests.Faults.Faults FaultsOf(string silo) => faultsOf[silo];

        /// <summary>The silo that has the grid in memory, or null.</summary>
        public async Task<string?> WhereRuns(string grid) => (await gateway.Loads(default)).RunsOn.GetValueOrDefault(grid);

        public int Awake => silos.Values.Sum(silo => silo.Awake);

        public Task Lull() => Task.WhenAll(silos.Values.Select(silo => silo.Lull()));

        public async Task Open()
        {
            journal = new FaultyJournal(await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System), Faults);
            foreach (var name in Silos) silos[name] = await Start(name);
            gateway = await OrleansGateway.Start(
                new OrleansGatewayOptions { Directory = membership.Directory }, journal.ReadModel, new TownDirectory(journal.ReadModel),
                TimeProvider.System, NullLoggerFactory.Instance);
            await gateway.Knows(living: 3);
        }

        public async Task Crash(string silo)
        {
            if (!silos.Remove(silo, out var crashing)) throw new InvalidOperationException($"no silo named {silo} lives");
            await crashing.Crash();
            await gateway.Knows(living: silos.Count);
        }

        /// <summary>As SIGTERM does.</summary>
        public async Task End(string silo)
        {
            if (!silos.Remove(silo, out var ending)) throw new InvalidOperationException($"no silo named {silo} lives");
            await ending.DisposeAsync();
        }

        public async Task Revive(string silo)
        {
            silos[silo] = await Start(silo);
            await gateway.Knows(living: silos.Count);
        }

        public async ValueTask DisposeAsync()
        {
            await gateway.DisposeAsync();
            foreach (var silo in silos.Values) await silo.DisposeAsync();
            await journal.DisposeAsync();
            await RebuildCheck.HasNoDifference(folder.Path);
            folder.Dispose();
        }

        private Task<OrleansSilo> Start(string name) => OrleansSilo.Start(
            new OrleansSiloOptions { Name = name, Directory = membership.Directory, SiloPort = FreePort.Next(), GatewayPort = FreePort.Next() },
            new FaultyJournal(journal, faultsOf[name]), new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
    }
}
