using System.Diagnostics;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What a journal starts on, and what it says when it does not.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresStartTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    private string Server => $"127.0.0.1:{Cluster.Port}";

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task J11_a_server_that_does_not_flush_is_refused_by_the_settings_name(string setting)
    {
        await Cluster.Set(setting, "off");
        try
        {
            Assert.Equal($"PostgreSQL at {Server} runs with {setting} = off: an acknowledged report could be lost. "
                + $"Run ALTER SYSTEM SET {setting} = on, then SELECT pg_reload_conf(), or set it in postgresql.conf.", await Refused(Database));
        }
        finally
        {
            await Cluster.Set(setting, null);
        }
        await (await Open(new PostgresJournalOptions { ConnectionString = Database })).DisposeAsync();
    }

    [Fact]
    public async Task J11_a_database_whose_commits_do_not_wait_is_refused()
    {
        await PostgresCluster.Execute(Database, $"alter database {Name(Database)} set synchronous_commit = off");
        Assert.StartsWith($"PostgreSQL at {Server} has synchronous_commit = off for this user and database: an acknowledged report could be lost. Set synchronous_commit = on", await Refused(Database));
    }

    [Fact]
    public async Task J11_a_connection_string_whose_commits_do_not_wait_is_refused() =>
        Assert.Contains("synchronous_commit = off", await Refused(Database + ";Options=-c synchronous_commit=off"));

    [Fact]
    public async Task A_database_that_cannot_hold_every_script_is_refused()
    {
        await PostgresCluster.Execute(Database, "create database plain_bytes encoding 'SQL_ASCII' template template0");
        Assert.StartsWith($"database plain_bytes at {Server} has the encoding SQL_ASCII", await Refused(Cluster.ConnectionString("plain_bytes")));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_within_seconds()
    {
        var port = FreePort.Next();
        var started = Stopwatch.GetTimestamp();
        var message = await Refused($"Host=127.0.0.1;Port={port};Username=town;Password=x;Database=town");
        Assert.StartsWith($"PostgreSQL at 127.0.0.1:{port} cannot be reached (", message);
        Assert.EndsWith("Start it, or correct Host and Port of the connection string.", message);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 6);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_within_seconds()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start(); // takes connections, and says nothing
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        var options = new PostgresJournalOptions { ConnectionString = $"Host=127.0.0.1;Port={port};Username=town;Password=x;Database=town", ConnectMax = TimeSpan.FromSeconds(1) };
        var refused = await Assert.ThrowsAsync<PostgresStartException>(() => Open(options));
        Assert.StartsWith($"PostgreSQL at 127.0.0.1:{port} cannot be reached (", refused.Message);
    }

    [Fact]
    public async Task A_wrong_password_is_said_to_be_one() =>
        Assert.Equal($"PostgreSQL at {Server} refuses the password of user town. Correct Username and Password of the connection string.",
            await Refused(Database.Replace(PostgresCluster.Password, "wrong", StringComparison.Ordinal)));

    [Fact]
    public async Task A_missing_database_is_named() =>
        Assert.Equal($"PostgreSQL at {Server} has no database nowhere. Make it: createdb --encoding UTF8 --template template0 nowhere, or correct Database of the connection string.",
            await Refused(Cluster.ConnectionString("nowhere")));

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_what_to_run()
    {
        await PostgresCluster.Execute(Database, "create user visitor password 'v'");
        var empty = await Cluster.CreateDatabase();
        var visitor = empty.Replace("Username=town", "Username=visitor", StringComparison.Ordinal).Replace(PostgresCluster.Password, "v", StringComparison.Ordinal);
        var message = await Refused(visitor);
        Assert.StartsWith($"user visitor may not make the journal's tables in database {Name(empty)} at {Server} (", message);
        Assert.EndsWith($"Run ALTER DATABASE \"{Name(empty)}\" OWNER TO \"visitor\".", message);
    }

    [Fact]
    public async Task J12_one_schema_ahead_is_run_on_and_two_ahead_is_refused_by_name()
    {
        await SetSchema(Newest + 1);
        await (await Open(new PostgresJournalOptions { ConnectionString = Database })).DisposeAsync();
        await SetSchema(Newest + 2);
        var refused = await Assert.ThrowsAsync<SchemaException>(() => Open(new PostgresJournalOptions { ConnectionString = Database }));
        Assert.StartsWith($"database {Name(Database)} at {Server} has schema {Newest + 2}; this program runs on schema {Newest} or {Newest + 1}", refused.Message);
    }

    /// <summary>One for each script.</summary>
    private static int Newest => SchemaScripts.In(typeof(PostgresJournal).Assembly).Count;

    [Fact]
    public async Task J12_silos_that_start_at_once_make_the_schema_once()
    {
        var empty = await Cluster.CreateDatabase();
        var journals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Open(new PostgresJournalOptions { ConnectionString = empty })));
        foreach (var journal in journals) await journal.DisposeAsync();
        Assert.Equal((long)Newest, await PostgresCluster.Scalar(empty, "select count(*) from schema_version"));
    }

    [Theory]
    [InlineData(0, 1_000, "ReadersMax")]
    [InlineData(8, 0, "CopyFromEvents")]
    public async Task An_option_out_of_range_is_named(int readersMax, int copyFromEvents, string option) =>
        Assert.Equal(option, (await Assert.ThrowsAnyAsync<ArgumentException>(() => Open(
            new PostgresJournalOptions { ConnectionString = Database, ReadersMax = readersMax, CopyFromEvents = copyFromEvents }))).ParamName);

    private static async Task<string> Refused(string connectionString) =>
        (await Assert.ThrowsAsync<PostgresStartException>(() => Open(new PostgresJournalOptions { ConnectionString = connectionString }))).Message;

    private static string Name(string connectionString) => connectionString[(connectionString.LastIndexOf('=') + 1)..];

    private Task SetSchema(int version) => PostgresCluster.Execute(Database, $"insert into schema_version values ({version}, 'later', 'now')");
}
