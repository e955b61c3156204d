using RealtimeGov.Tests.Support;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    protected override async Task<IJournal> Open(string folder) =>
        await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }, TimeProvider.System);

    protected override DbConnection Connect() => SqliteConnections.Open(SqliteConnections.StringFor(Path.Combine(Folder, "journal.db")));

    protected override Task<IRebuildStore> OpenRebuild() => Task.FromResult<IRebuildStore>(SqliteRebuild.Open(Folder));

    protected override string Blob(string hex) => $"x'{hex}'";

    [Fact]
    public async Task A_second_opener_is_refused_and_told_which_process_has_the_folder()
    {
        var refused = await Assert.ThrowsAsync<JournalInUseException>(() => Open(Folder));
        Assert.Equal($"{Folder} is in use by process {Environment.ProcessId}. Stop that process, or start with another --data folder.", refused.Message);
    }

    [Fact]
    public async Task J11_commits_are_flushed_and_the_log_is_written_ahead()
    {
        using var connection = SqliteConnections.Open(SqliteConnections.StringFor(Path.Combine(Folder, "journal.db")));
        Assert.Equal(2L, SqliteConnections.Scalar(connection, "pragma synchronous")); // 2 is FULL
        Assert.Equal("wal", SqliteConnections.Scalar(connection, "pragma journal_mode"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task J12_one_schema_ahead_is_run_on_and_two_ahead_is_refused_by_name()
    {
        await Close();
        var newest = SchemaScripts.In(typeof(SqliteJournal).Assembly).Count;
        SetSchema(newest + 1);
        await (await Open(Folder)).DisposeAsync();
        SetSchema(newest + 2);
        var refused = await Assert.ThrowsAsync<SchemaException>(() => Open(Folder));
        Assert.Contains($"has schema {newest + 2}; this program runs on schema {newest} or {newest + 1}", refused.Message);
    }

    [Theory]
    [InlineData(19, 1555, CommitOutcome.KeyConflict)] // primary key
    [InlineData(19, 2067, CommitOutcome.KeyConflict)] // unique
    [InlineData(19, 275, CommitOutcome.DataError)] // check
    [InlineData(18, 18, CommitOutcome.DataError)] // too big
    [InlineData(20, 20, CommitOutcome.DataError)] // mismatch
    [InlineData(5, 5, CommitOutcome.Unknown)] // busy
    [InlineData(10, 266, CommitOutcome.Unknown)] // input/output
    [InlineData(13, 13, CommitOutcome.Unknown)] // full
    [InlineData(11, 11, CommitOutcome.Unknown)] // corrupt: no report is given up for it
    [InlineData(1, 1, CommitOutcome.Failed)] // anything else: bisected, and the append given back
    public void J3_error_codes_mean(int code, int extended, CommitOutcome outcome) =>
        Assert.Equal(outcome, SqliteErrors.Classify(new SqliteException("", code, extended)));

    [Fact]
    public async Task J3_a_failed_transaction_leaves_the_writer_usable()
    {
        var store = Journal.OpenStore("silo-2");
        var twice = Make("grid/A", 1);
        twice.Rows.Add(ReportProjection.Row("A", 1, new ReportAccepted()));
        twice.Rows.Add(ReportProjection.Row("A", 1, new ReportAccepted())); // the same row twice: the read model refuses
        Assert.Equal(CommitOutcome.KeyConflict, (await store.Commit([twice], default)).Outcome);
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 1)], default));
    }

    [Fact]
    public async Task Queries_that_fill_their_room_do_not_keep_a_grain_from_reading()
    {
        await Committed(Make("grid/A", 1));
        using var gate = new ManualResetEventSlim();
        var room = new SqliteJournalOptions { Folder = Folder }.QueriesMax;
        var stuck = Enumerable.Range(0, room).Select(_ => ((SqliteJournal)Journal).Queries.Read(_ =>
        {
            gate.Wait();
            return true;
        }, default)).ToList();
        var stranger = Journal.ReadModel.Totals("", default);
        var patience = Patience.Max;
        try
        {
            Assert.Equal(1ul, (await Journal.Streams.Load("grid/A", default).WaitAsync(patience)).Head);
            Assert.Empty(await Journal.GrainsReadModel.Days(1, "", default).WaitAsync(patience));
            Assert.False(stranger.IsCompleted);
        }
        finally
        {
            gate.Set(); // or closing the journal would wait for them
            await Task.WhenAll([.. stuck, stranger]);
        }
    }

    [Fact]
    public async Task The_log_begins_anew_while_commits_go_on()
    {
        const int writers = 8, each = 400, contentBytes = 16_384; // 50 MB of content through a log of a few
        await Close();
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = Folder, PagesPerCheckpoint = 200 }, TimeProvider.System);
        var log = new FileInfo(Path.Combine(Folder, "journal.db-wal"));
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var store = journal.OpenStore($"silo-{writer}"); // eight at the writer's door: it is never without work
            for (var seq = 1; seq <= each; seq++)
            {
                var content = new ContentRow("", 1, new byte[contentBytes]);
                var append = new Append(writer + 1, seq, Envelope.Unknown, [new StreamSlice($"grid/{writer}", (ulong)seq, [new JournalEvent("Test", [1], content)])], [], new ReadRows());
                Assert.Equal(CommitAttempt.Committed, await store.Commit([append], default));
            }
        }));
        log.Refresh();
        Assert.InRange(log.Length, 1, 24_000_000);
    }

    [Fact]
    public async Task Closing_moves_the_log_into_the_database_and_leaves_none()
    {
        await Committed(Make("grid/A", 1));
        Assert.True(File.Exists(Path.Combine(Folder, "journal.db-wal")));
        await Close(); // a statement that is not given back would keep the file open, and the log with it
        Assert.False(File.Exists(Path.Combine(Folder, "journal.db-wal")));
    }

    private void SetSchema(int version)
    {
        using var connection = SqliteConnections.Open(SqliteConnections.StringFor(Path.Combine(Folder, "journal.db")));
        SqliteConnections.Execute(connection, $"insert into schema_version values ({version}, 'later', 'now')");
    }
}
