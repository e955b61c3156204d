using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>What a silo or a gateway refuses to start with: it says so within seconds, and what to do.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterRefusalTests(PostgresCluster cluster)
{
    /// <summary>A silo that lives says so every 5 s; and a process takes its time to start on a busy machine.</summary>
    private const double WithinS = 20;

    [Fact]
    public async Task A_second_silo_of_a_name_that_lives_is_refused_by_name()
    {
        var connection = await cluster.CreateDatabase();
        await using var first = new SiloProcess("silo-1", connection);
        await first.Start();
        var line = await Refused("silo-1", connection);
        Assert.StartsWith("a silo named silo-1 lives at 127.0.0.1:", line);
        Assert.EndsWith("Give this one another name, or stop that one first.", line);
    }

    [Fact, Trait("lane", "long")]
    public async Task One_that_was_killed_may_come_back_under_its_name_at_other_ports()
    {
        var connection = await cluster.CreateDatabase();
        await using var first = new SiloProcess("silo-1", connection);
        await first.Start();
        await first.Kill();
        await using var second = new SiloProcess("silo-1", connection);
        await second.Start();
    }

    [Fact, Trait("lane", "long")]
    public async Task One_that_was_killed_does_not_keep_a_newcomer_out_when_nobody_is_left_to_vote()
    {
        var connection = await cluster.CreateDatabase();
        await using var first = new SiloProcess("silo-1", connection);
        await first.Start();
        await first.Kill();
        await using var second = new SiloProcess("silo-2", connection);
        await second.Start();
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port={free};Username=town;Password=x;Database=town", "--connection: PostgreSQL at 127.0.0.1:")]
    [InlineData("Host=127.0.0.1;Port={port};Username=town;Password=wrong;Database=town", "--connection: PostgreSQL at 127.0.0.1:")]
    [InlineData("Host=127.0.0.1;Port={port};Username=town;Password={password};Database=nowhere", "--connection: PostgreSQL at 127.0.0.1:")]
    [InlineData("Hots=127.0.0.1", "--connection: has a key that PostgreSQL's driver does not know")]
    [InlineData("Username=town;Database=town", "--connection: names no Host")]
    public async Task A_wrong_connection_string_is_refused(string connection, string start) =>
        Assert.StartsWith(start, await Refused("silo-1", Filled(connection)));

    [Theory]
    [InlineData("Host=127.0.0.1;Port={port};Username=town;Password=wrong;Database=town", "REALTIMEGOV_CONNECTION: PostgreSQL at 127.0.0.1:")]
    [InlineData("Username=town;Database=town", "REALTIMEGOV_CONNECTION: names no Host")]
    public async Task A_wrong_one_from_the_environment_is_refused_by_the_variables_name(string connection, string start) =>
        Assert.StartsWith(start, await Refused("silo-1", Filled(connection), isInEnvironment: true));

    [Theory]
    [InlineData("schema_version")]
    [InlineData("cluster_schema")]
    public async Task A_newer_programs_schema_is_refused(string table)
    {
        var connection = await cluster.CreateDatabase();
        await (await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System)).DisposeAsync();
        await ClusterTables.Apply(connection, TimeProvider.System);
        var own = (int)(await PostgresCluster.Scalar(connection, $"select max(version)::int from {table}"))!;
        await PostgresCluster.Execute(connection, $"insert into {table} values ({own + 2}, 'later', 'now')");
        Assert.EndsWith(
            $"schema {own + 2}; this program runs on schema {own} or {own + 1}. Start the release that made schema {own + 2}, or restore the backup taken before it.",
            await Refused("silo-1", connection));
    }

    [Fact]
    public async Task A_gateway_that_finds_no_silo_says_so_and_what_to_start()
    {
        var connection = await cluster.CreateDatabase();
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        await ClusterTables.Apply(connection, TimeProvider.System);
        var refused = await NoSilo(connection, journal);
        Assert.StartsWith("no silo answered within 2 s; silos are listed in the town's PostgreSQL. Start a silo on the same database, then this gateway.", refused.Message);
    }

    [Fact]
    public async Task A_gateway_on_a_database_that_never_had_a_silo_says_the_same()
    {
        var connection = await cluster.CreateDatabase();
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        var refused = await NoSilo(connection, journal);
        Assert.StartsWith("no silo answered within 2 s; silos are listed in the town's PostgreSQL. Start a silo on the same database, then this gateway.", refused.Message);
    }

    [Fact]
    public async Task A_gateway_whose_silos_were_all_killed_says_the_same()
    {
        var connection = await cluster.CreateDatabase();
        await using var silo = new SiloProcess("silo-1", connection);
        await silo.Start();
        await silo.Kill();
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        var refused = await NoSilo(connection, journal);
        Assert.StartsWith("no silo answered within 2 s", refused.Message);
    }

    [Fact, Trait("lane", "long")]
    public async Task A_silo_whose_database_is_gone_ends_when_it_is_told_to()
    {
        await using var silo = new SiloProcess("silo-1", await cluster.CreateDatabase());
        await silo.Start();
        await cluster.Kill();
        try
        {
            Assert.Equal(1, await silo.Stop());
            Assert.StartsWith("silo silo-1 did not end within 15 s: ", silo.Errors[^1]);
        }
        finally { await cluster.Start(); }
    }

    private static async Task<ClusterStartException> NoSilo(string connection, PostgresJournal journal)
    {
        var began = Stopwatch.StartNew();
        var options = new OrleansGatewayOptions { Directory = ClusterDirectory.Postgres(connection), FindMax = TimeSpan.FromSeconds(2) };
        var refused = await Assert.ThrowsAsync<ClusterStartException>(() => OrleansGateway.Start(
            options, journal.ReadModel, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance));
        Assert.InRange(began.Elapsed.TotalSeconds, 0, WithinS);
        return refused;
    }

    private string Filled(string connection) => connection.Replace("{free}", $"{FreePort.Next()}", StringComparison.Ordinal)
        .Replace("{port}", $"{cluster.Port}", StringComparison.Ordinal).Replace("{password}", PostgresCluster.Password, StringComparison.Ordinal);

    private static async Task<string> Refused(string name, string connection, bool isInEnvironment = false)
    {
        var began = Stopwatch.StartNew();
        var (code, errors) = await SiloProcess.Refused(name, connection, isInEnvironment);
        Assert.Equal(2, code);
        Assert.InRange(began.Elapsed.TotalSeconds, 0, WithinS);
        return Assert.Single(errors);
    }
}
