using System.Diagnostics;
using RealtimeGov.Contract.Tests.Crash;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>Gateways as shipped, of a cluster as shipped: one of them is killed, and its devices go on with the other.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterGatewayTests(PostgresCluster cluster, ITestOutputHelper output)
{
    private const int BatchesBefore = 400;
    private const int BatchesAfter = 400;
    private const int ReportsPerBatch = 20;

    [Fact]
    public async Task S1_S2_a_gateway_that_is_killed_while_devices_stream_through_both()
    {
        using var folders = new TempFolder();
        var connection = await cluster.CreateDatabase();
        await using SiloProcess one = new("silo-1", connection), two = new("silo-2", connection), three = new("silo-3", connection);
        foreach (var silo in new[] { one, two, three }) await silo.Start();
        string[] options = ["--role", "gateway", "--connection", connection];
        await using var killed = await Gateway.Start(folders.File("killed"), options);
        await using var other = await Gateway.Start(folders.File("other"), options);
        var (first, second) = (new Device(Killing.Grids()), new Device(Killing.Grids()));
        var began = Stopwatch.StartNew();
        var staying = second.Stream(other.Grpc, BatchesBefore + BatchesAfter, after: 1, () => Task.CompletedTask);
        await first.StreamUntilBroken(killed.Grpc, BatchesBefore, killed.Kill);
        var broken = Stopwatch.StartNew();
        first.Reconnect();
        await first.Stream(other.Grpc, BatchesAfter, after: 1, () =>
        {
            output.WriteLine($"the other gateway acknowledges {broken.Elapsed.TotalSeconds:0.00} s after kill -9 of the first");
            return Task.CompletedTask;
        });
        await staying;
        await Task.WhenAll(first.SendTheRest(other.Grpc), second.SendTheRest(other.Grpc));
        var seconds = began.Elapsed.TotalSeconds;

        var made = first.Made + second.Made;
        var journal = JournalReader.OfPostgres(connection);
        var lost = first.Acknowledged.Concat(second.Acknowledged).Except(journal.Accepted).Count();
        var doubled = journal.Accepted.Count - journal.Accepted.Distinct().Count();
        output.WriteLine($"acknowledged {first.Acknowledged.Count + second.Acknowledged.Count} of {made} ({made / seconds:0}/s, {ReportsPerBatch} a message), lost {lost}, doubled {doubled}");
        Assert.Equal((0, 0, made, made), (lost, doubled, journal.Accepted.Count, first.Acknowledged.Count + second.Acknowledged.Count));
        Assert.Equal(journal.ValidByGrid.OrderBy(grid => grid.Key), journal.TalliedByGrid.OrderBy(grid => grid.Key));
        Assert.Equal((ulong)made, await other.TotalValid(Gateway.Root, (ulong)made));
    }
}
