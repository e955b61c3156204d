using Npgsql;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Commit;
using RealtimeGov.Journal.Postgres.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>How sessions are set up, and that one bad append spoils nobody else's.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSessionTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    [Fact]
    public async Task J4_a_committers_session_names_its_silo_flushes_its_commits_and_does_not_wait_long_for_locks()
    {
        await PostgresCluster.Execute(Database, $"alter database {Database[(Database.LastIndexOf('=') + 1)..]} set synchronous_commit = off"); // after the start
        await using var connection = new NpgsqlConnection(ConnectionStrings.Committing(new PostgresJournalOptions { ConnectionString = Database }, "realtimegov/silo-1/abc"));
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand("select current_setting('application_name'), current_setting('lock_timeout'), current_setting('synchronous_commit')", connection);
        await using var row = await query.ExecuteReaderAsync();
        await row.ReadAsync();
        Assert.Equal(("realtimegov/silo-1/abc", "500ms", "on"), (row.GetString(0), row.GetString(1), row.GetString(2)));
    }

    [Fact]
    public async Task J4_the_committer_keeps_one_session_with_that_name()
    {
        var store = Journal.OpenStore("silo-1");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 1)], default));
        var session = await SessionOf("silo-1");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 2, number: 2)], default));
        Assert.Equal(session, await SessionOf("silo-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("silo/1")]
    [InlineData("a-name-that-is-longer-than-fits-in-application_name")]
    public void A_silos_name_has_to_fit_into_the_sessions(string silo) =>
        Assert.StartsWith("a silo's name has 1 to 32 letters", Assert.Throws<ArgumentException>(() => Journal.OpenStore(silo)).Message);

    [Theory]
    [InlineData(0, 1_000)] // the server refuses it
    [InlineData(0xd800, 1_000)] // half of a pair: the driver cannot write it
    [InlineData(0, 1)]
    [InlineData(0xd800, 1)]
    public async Task J3_an_append_that_cannot_be_stored_spoils_nobody_elses(int character, int copyFromEvents)
    {
        var stream = "grid/" + (char)character;
        await using var journal = await Open(new PostgresJournalOptions { ConnectionString = Database, CopyFromEvents = copyFromEvents });
        await using var committer = CommitterOf(journal.OpenStore("silo-1"));
        var fates = await Task.WhenAll(
            committer.Commit(Make("grid/A", 1)), committer.Commit(Make("grid/B", 1, incarnation: 2)), committer.Commit(Make(stream, 1, incarnation: 3)),
            committer.Commit(Make("grid/C", 1, incarnation: 4)));
        Assert.Equal([AppendOutcome.Durable, AppendOutcome.Durable, AppendOutcome.InvalidData, AppendOutcome.Durable], fates.Select(f => f.Outcome));
        Assert.Equal(3L, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task J3_a_conflict_in_the_read_model_leaves_the_session_usable()
    {
        var store = Journal.OpenStore("silo-1");
        var twice = Make("grid/A", 1);
        twice.Rows.Add(ReportProjection.Row("A", 1, new()));
        twice.Rows.Add(ReportProjection.Row("A", 1, new())); // the same row twice
        Assert.Equal(CommitOutcome.KeyConflict, (await store.Commit([twice], default)).Outcome);
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 1)], default));
    }

    [Fact]
    public async Task J5_a_claim_in_flight_elsewhere_is_waited_for_and_then_held()
    {
        var id = Guid.NewGuid();
        var store = Journal.OpenStore("silo-1");
        await using var other = new NpgsqlConnection(Database);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand($"insert into report_id values ('{id}', 'Z', 'Z.1')", other)) await claim.ExecuteNonQueryAsync();
        var append = Make("grid/A", 1, claims: id);
        var attempt = store.Commit([append], default);
        await UntilWaitingForALock("silo-1");
        await transaction.CommitAsync();
        Assert.Equal(CommitOutcome.KeyConflict, (await attempt).Outcome);
        Assert.Equal([new(id, "Z", "Z.1", false)], (await store.Inspect([append], default)).Single().ClaimsHeld);
        Assert.Equal(0L, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task More_reads_at_once_than_sessions_wait_their_turn()
    {
        await using var journal = await Open(new PostgresJournalOptions { ConnectionString = Database, ReadersMax = 1 });
        Assert.Equal(CommitAttempt.Committed, await journal.OpenStore("silo-1").Commit([Make("grid/A", 1)], default));
        var reads = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => journal.Streams.Load("grid/A", default)));
        Assert.All(reads, read => Assert.Equal(1ul, read.Head));
        Assert.Equal(1L, await Scalar("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'realtimegov/read' and xact_start is null"));
    }

    [Fact]
    public async Task J5_ids_lie_in_sixteen_parts()
    {
        Assert.Equal(16L, await Scalar("select count(*) from pg_inherits where inhparent = 'report_id'::regclass"));
        Assert.Equal(16L, await Scalar("select count(*) from pg_inherits where inhparent = 'refused_id'::regclass"));
    }

    [Theory]
    [InlineData(nameof(ReadQueries.Days), "(integer, text)", "1, ''")]
    [InlineData(nameof(ReadQueries.Day), "(integer, text, text)", "1, '', 'A'")]
    [InlineData(nameof(ReadQueries.Newest), "(integer, text, text[], integer)", "1, '', '{A,B}', 20")]
    [InlineData(nameof(ReadQueries.Hours), "(integer, text, text[], bigint, integer)", "1, '', '{A,B}', 0, 24")]
    [InlineData(nameof(ReadQueries.Issue), "(text)", "'A.1'")]
    [InlineData(nameof(ReadQueries.StewardReports), "(text, integer)", "'S', 1")]
    [InlineData(nameof(ReadQueries.Snapshot), "(text)", "'grid/A'")]
    [InlineData(nameof(ReadQueries.Tail), "(text, bigint)", "'grid/A', 1")]
    [InlineData(nameof(ReadQueries.NamedPhotos), "(text[])", "'{a,b}'")]
    [InlineData(nameof(ReadQueries.Report), "(text, bytea, uuid)", "'A', '\\x00', '00000000-0000-0000-0000-000000000001'")]
    [InlineData(nameof(ReadQueries.Audit), "(bigint, integer)", "9, 50")]
    [InlineData(nameof(ReadQueries.Contents), "(text, bigint[])", "'grid/A', '{1,2}'")]
    public async Task A_hot_query_has_its_index(string name, string types, string values)
    {
        var sql = (string)typeof(ReadQueries).GetField(name)!.GetValue(null)!;
        Assert.DoesNotContain("Seq Scan", await Plan(Database + ";Options=-c enable_seqscan=off", sql, types, values));
    }

    [Fact]
    public async Task A_commits_look_at_the_event_before_is_planned_for_a_full_journal_though_it_is_empty()
    {
        var committing = ConnectionStrings.Committing(new PostgresJournalOptions { ConnectionString = Database }, "realtimegov/silo-1/abc");
        var plan = await Plan(committing, PredecessorRows.Sql, "(text[], bigint[])", "'{grid/A}', '{2}'");
        Assert.Contains("Nested Loop Anti Join", plan);
        Assert.Contains("Index Only Scan using journal_pkey", plan);
    }

    private static async Task<string> Plan(string connectionString, string sql, string types, string values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using (var prepare = new NpgsqlCommand($"prepare hot {types} as {sql}", connection)) await prepare.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand($"explain execute hot ({values})", connection);
        await using var lines = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await lines.ReadAsync()) plan.Add(lines.GetString(0));
        return string.Join('\n', plan);
    }
}
