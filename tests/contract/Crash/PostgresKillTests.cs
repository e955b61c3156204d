using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Rebuild;
using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>The same on PostgreSQL; and there the server can die while the program lives.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresKillTests(PostgresCluster cluster)
{
    private const int Rounds = 5;
    private const int Restarts = 3;

    [Fact]
    public async Task S1_S2_S5_after_five_kills_every_acknowledged_report_is_there_once_and_counts_are_equal()
    {
        using var folder = new TempFolder();
        var database = await cluster.CreateDatabase();
        await Town(folder, database).Run(Rounds);
        await RebuildCheck.HasNoDifference(await PostgresRebuild.Open(new PostgresJournalOptions { ConnectionString = database }, TimeProvider.System));
    }

    [Fact, Trait("lane", "long")]
    public async Task S1_S2_when_the_server_dies_and_comes_back_reports_wait_or_are_asked_for_again_and_none_is_lost()
    {
        using var folder = new TempFolder();
        var database = await cluster.CreateDatabase();
        await using var gateway = await Gateway.Start(folder.Path, Options(database));
        var device = new Device(Killing.Grids());

        for (var restart = 0; restart < Restarts; restart++)
        {
            device.Reconnect();
            await device.Stream(gateway.Grpc, batches: 300, after: 100, () => cluster.Restart("immediate"));
        }

        device.Reconnect();
        await Town(folder, database).Finish(gateway, device);
        await RebuildCheck.HasNoDifference(await PostgresRebuild.Open(new PostgresJournalOptions { ConnectionString = database }, TimeProvider.System));
    }

    private Killing Town(TempFolder folder, string database) =>
        new(folder.Path, Options(database), () => JournalReader.OfPostgres(database));

    // At its own address it is its own predecessor, and comes back at once.
    private readonly int siloPort = FreePort.Next();

    private string[] Options(string database) => ["--store", "postgres", "--silo-port", $"{siloPort}", "--connection", database];
}
