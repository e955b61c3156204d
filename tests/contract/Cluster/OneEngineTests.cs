using System.Diagnostics;
using RealtimeGov.Contract.Tests.Crash;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>A town on PostgreSQL runs in one process or on a cluster, as shipped: whoever comes second is refused, and says why.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OneEngineTests(PostgresCluster cluster)
{
    /// <summary>Four looks at a beat, and what a process takes to start on a busy machine.</summary>
    private const double WithinS = 20;

    [Fact]
    public async Task The_town_in_one_process_is_refused_while_a_silo_runs_it_and_starts_when_the_silo_is_gone()
    {
        using var folder = new TempFolder();
        var connection = await cluster.CreateDatabase();
        await using var silo = new SiloProcess("silo-1", connection);
        await silo.Start();

        var began = Stopwatch.StartNew();
        var (code, errors) = await Gateway.Refused(folder.Path, OneProcess(connection));
        Assert.InRange(began.Elapsed.TotalSeconds, 0, WithinS);
        Assert.Equal(2, code);
        var line = Assert.Single(errors);
        Assert.Contains($" is written by silo silo-1, process {silo.Pid} on ", line, StringComparison.Ordinal);
        Assert.EndsWith(", one of a cluster's silos. Stop all of them first, or start a gateway of that cluster instead; or give this one a database of its own.", line);

        await silo.Kill();
        await using var gateway = await Gateway.Start(folder.Path, OneProcess(connection));
        Assert.Equal(0, await gateway.Stop());
    }

    [Fact]
    public async Task A_silo_is_refused_while_one_process_runs_the_town_and_starts_when_that_is_gone()
    {
        using var folder = new TempFolder();
        var connection = await cluster.CreateDatabase();
        await using var gateway = await Gateway.Start(folder.Path, OneProcess(connection));

        var began = Stopwatch.StartNew();
        var (code, errors) = await SiloProcess.Refused("silo-1", connection);
        Assert.InRange(began.Elapsed.TotalSeconds, 0, WithinS);
        Assert.Equal(2, code);
        var line = Assert.Single(errors);
        Assert.Contains($" is written by process {gateway.Pid} on ", line, StringComparison.Ordinal);
        Assert.EndsWith(". Stop that process first; or give this one a database of its own.", line);

        await gateway.Kill();
        await using var silo = new SiloProcess("silo-1", connection);
        await silo.Start();
    }

    [Fact]
    public async Task S4_a_cluster_that_stood_still_while_one_process_took_over_ends_when_it_goes_on()
    {
        using var folder = new TempFolder();
        var connection = await cluster.CreateDatabase();
        await using var silo = new SiloProcess("silo-1", connection);
        await silo.Start();
        silo.Freeze();
        await using var gateway = await Gateway.Start(folder.Path, OneProcess(connection));
        silo.Thaw();
        Assert.Equal(2, await silo.Exit());
        var line = Assert.Single(silo.Errors, error => error.StartsWith("the journal", StringComparison.Ordinal));
        Assert.StartsWith($"the journal is now written by process {gateway.Pid} on ", line);
        Assert.EndsWith(": silo silo-1 ends, and has lost nothing that it acknowledged", line);
    }

    private static string[] OneProcess(string connection) => ["--store", "postgres", "--engine", "local", "--connection", connection];
}
