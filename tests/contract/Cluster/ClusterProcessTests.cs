using System.Diagnostics;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Protos;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>
/// What happens to a cluster's processes under 1,000 reports a second. After each: every acknowledged report is in the
/// journal once, sums are the journal's, screens show the sums, and nobody had to do anything.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterProcessTests(PostgresCluster cluster, ITestOutputHelper output)
{
    /// <summary>Twice the budget: the machine that tests runs other things too.</summary>
    private const double FailoverMaxS = 20;

    [Fact]
    public async Task S5_S6_a_silo_that_is_killed()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        var load = new ClusterLoad(town, output);
        await load.While(async () =>
        {
            await town.Silos[1].Kill();
            Assert.InRange(await load.EveryGridAcknowledges("kill -9 of a silo"), 0, FailoverMaxS);
            await town.Knows(living: 2);
            await town.Silos[1].Start();
            await town.Knows(living: 3);
        });
    }

    [Fact]
    public async Task S1_S5_a_database_that_is_killed_and_started_again()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        var load = new ClusterLoad(town, output);
        await load.While(async () =>
        {
            await cluster.Kill();
            var killed = Stopwatch.StartNew();
            await cluster.Start();
            output.WriteLine($"PostgreSQL takes connections {killed.Elapsed.TotalSeconds:0.0} s after kill -9");
            await load.EveryGridAcknowledges("that");
        });
        Assert.All(town.Silos, silo => Assert.Equal(1, silo.Starts)); // none was given up for it
    }

    [Fact, Trait("lane", "long")]
    public async Task S4_S6_a_silo_that_stands_still_for_twenty_seconds_and_goes_on()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        var load = new ClusterLoad(town, output);
        await load.While(async () =>
        {
            var twenty = Task.Delay(TimeSpan.FromSeconds(20));
            town.Silos[1].Freeze();
            Assert.InRange(await load.EveryGridAcknowledges("SIGSTOP of a silo"), 0, FailoverMaxS);
            await twenty;
            town.Silos[1].Thaw();
            // The others took it for dead: it comes back as a new one, by itself.
            await Eventually.Holds(() => Task.FromResult(town.Silos[1].Starts == 2));
            await town.Knows(living: 3);
        });
    }

    [Fact, Trait("lane", "long")]
    public async Task S6_all_silos_rolled_one_by_one()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        var load = new ClusterLoad(town, output);
        await load.While(async () =>
        {
            foreach (var silo in town.Silos)
            {
                Assert.Equal(0, await silo.Stop());
                await town.Knows(living: 2);
                await silo.Start();
                await town.Knows(living: 3);
                await load.EveryGridAcknowledges($"{silo.Name} was replaced");
            }
        });
    }

    [Fact]
    public async Task S6_a_quarter_of_the_grids_moved_each_second()
    {
        await using var town = await ClusterProcesses.Start(await cluster.CreateDatabase());
        var (load, moves) = (new ClusterLoad(town, output), 0);
        await load.While(async () =>
        {
            using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var round = 0; round < 10; round++)
            {
                await second.WaitForNextTickAsync();
                foreach (var grid in ClusterProcesses.Grids.Where((_, number) => number % 4 == round % 4))
                {
                    await Move(town, grid);
                    moves++;
                }
            }
        });
        output.WriteLine($"{moves} moves");
    }

    private static async Task Move(ClusterProcesses town, string grid)
    {
        var at = town.Placement.View.Current.SiloOfGrid(grid);
        var to = town.Silos.First(silo => silo.Name != at).Name;
        Assert.Equal("", (await town.Placement.Change(new ChangePlacement { Move = new MoveGridRequest { Grid = grid, Silo = to, By = "X" } })).Refused);
    }
}
