using System.Diagnostics;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Engines.Orleans;

/// <summary>What happens to a cluster's processes under 1,000 reports a second: every acknowledged report counts once, with nobody's help.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterProcessTests(PostgresCluster cluster, ITestOutputHelper output)
{
    private const int PerSecond = 1_000;
    private const int Devices = 64;

    [Fact]
    public async Task S5_S6_a_silo_that_is_killed()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        await UnderLoad(town, async crowd =>
        {
            await town.Silos[1].Kill();
            var killed = Stopwatch.StartNew();
            await Task.WhenAll(ClusterProcesses.Grids.Select(crowd.Send));
            output.WriteLine($"every grid acknowledges {killed.Elapsed.TotalSeconds:0.0} s after kill -9");
            Assert.InRange(killed.Elapsed.TotalSeconds, 0, 15);
            await town.Knows(living: 2);
            await town.Silos[1].Start();
            await town.Knows(living: 3);
        });
    }

    [Fact]
    public async Task S4_S6_a_silo_that_stands_still_for_twenty_seconds_and_goes_on()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        await UnderLoad(town, async crowd =>
        {
            town.Silos[1].Freeze();
            var frozen = Stopwatch.StartNew();
            await Task.WhenAll(ClusterProcesses.Grids.Select(crowd.Send));
            output.WriteLine($"every grid acknowledges {frozen.Elapsed.TotalSeconds:0.0} s after SIGSTOP");
            await Task.Delay(TimeSpan.FromSeconds(20) - frozen.Elapsed);
            town.Silos[1].Thaw();
            // The others took it for dead: it comes back as a new one, by itself.
            await Eventually.Holds(() => Task.FromResult(town.Silos[1].Starts == 2));
            await town.Knows(living: 3);
        });
    }

    [Fact]
    public async Task S6_all_silos_rolled_one_by_one()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        await UnderLoad(town, async crowd =>
        {
            foreach (var silo in town.Silos)
            {
                Assert.Equal(0, await silo.Stop());
                await town.Knows(living: 2);
                await silo.Start();
                await town.Knows(living: 3);
                await Task.WhenAll(ClusterProcesses.Grids.Select(crowd.Send));
            }
        });
    }

    [Fact]
    public async Task S6_a_quarter_of_the_grids_moved_each_second()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        await UnderLoad(town, async _ =>
        {
            using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var round = 0; round < 10; round++)
            {
                await second.WaitForNextTickAsync();
                foreach (var grid in ClusterProcesses.Grids.Where((_, number) => number % 4 == round % 4))
                {
                    var at = town.Placement.View.Current.SiloOfGrid(grid);
                    var to = town.Silos.First(silo => silo.Name != at).Name;
                    Assert.Equal("", (await town.Placement.Change(new ChangePlacement { Move = new MoveGridRequest { Grid = grid, Silo = to, By = "X" } })).Refused);
                }
            }
        });
    }

    [Fact]
    public async Task A_second_silo_of_a_name_that_lives_is_refused_by_name()
    {
        var connection = await cluster.CreateDatabase();
        await using var first = new SiloProcess("silo-1", connection);
        await first.Start();
        var (code, errors) = await SiloProcess.Refused("silo-1", connection);
        Assert.Equal(2, code);
        Assert.Contains(errors, line => line.StartsWith("a silo named silo-1 lives at 127.0.0.1:", StringComparison.Ordinal)
            && line.EndsWith("Give this one another name, or stop that one first.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_connection_string_is_named_within_seconds()
    {
        var began = Stopwatch.StartNew();
        var (code, errors) = await SiloProcess.Refused("silo-1", $"Host=127.0.0.1;Port={FreePort.Next()};Username=town;Password=x;Database=town");
        Assert.Equal(2, code);
        Assert.StartsWith("--connection: PostgreSQL at 127.0.0.1:", Assert.Single(errors));
        Assert.InRange(began.Elapsed.TotalSeconds, 0, 10);
    }

    private async Task UnderLoad(ClusterProcesses town, Func<EngineCrowd, Task> happens)
    {
        using var screen = new EngineScreen(town.Actors);
        var crowd = new EngineCrowd(town.Actors, town.NowUs);
        using var end = new CancellationTokenSource();
        var reporting = crowd.ReportUntil(end.Token, ClusterProcesses.Grids, PerSecond, Devices);
        var began = Stopwatch.StartNew();
        await crowd.Reaches(2 * PerSecond);
        await happens(crowd);
        await crowd.Reaches(crowd.Receipts.Count + PerSecond);
        var seconds = began.Elapsed.TotalSeconds;
        await end.CancelAsync();
        await reporting;
        await town.HasEachOnce(crowd);
        // A watch that died with its region is renewed, as a gateway does every five seconds.
        await screen.Watch("T", town.Today);
        await screen.Shows("T", (ulong)crowd.Receipts.Count);
        var waits = crowd.WaitsMs.Order().ToList();
        output.WriteLine($"{waits.Count} reports in {seconds:0} s, acknowledged after p50 {waits[waits.Count / 2]:0.0} ms, "
            + $"p99 {waits[waits.Count * 99 / 100]:0} ms, at most {waits[^1]:0} ms; duplicates {crowd.Receipts.Values.Count(r => r.Outcome == Outcome.Duplicate)}");
    }
}
