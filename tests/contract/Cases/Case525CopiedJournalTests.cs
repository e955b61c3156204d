using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cases;

/// <summary>
/// Case 525: `cp journal.db` of a running server lacked the newest reports, and a start on it said nothing. Siblings: a
/// log with one bit wrong, and every way of copying that is right.
/// </summary>
[Trait("lane", "cases")]
public sealed class Case525CopiedJournalTests : IAsyncLifetime
{
    private const string Database = "journal.db", Log = "journal.db-wal", Mark = "journal.mark";

    private readonly TempFolder folder = new();
    private readonly TempFolder copy = new();
    private readonly GridOfReports grid = new("G1");
    private SqliteJournal? journal;

    public async Task InitializeAsync()
    {
        journal = await Open(folder);
        for (var i = 0; i < 10; i++) await grid.Report(journal.OpenStore("silo-1"));
    }

    public async Task DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
        folder.Dispose();
        copy.Dispose();
    }

    [Fact]
    public async Task A_database_that_was_copied_without_its_log_is_refused_by_name_and_left_as_it_is()
    {
        Copy(Database);
        var before = await File.ReadAllBytesAsync(copy.File(Database));

        for (var start = 0; start < 2; start++)
        {
            var state = await Refused();
            Assert.Equal(StoreTrouble.LogLost, state.Trouble);
            Assert.StartsWith($"{copy.File(Database)}: the log that belongs to it (journal.db-wal) is missing or damaged (a copy of the database alone)", state.Message, StringComparison.Ordinal);
            Assert.Equal(before, await File.ReadAllBytesAsync(copy.File(Database)));
        }
    }

    [Fact]
    public async Task The_same_beside_its_mark_names_the_event_that_is_missing()
    {
        Copy(Database, Mark);
        Assert.Contains("it lacks event 10 of grid/G1, which was stored", (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_with_one_bit_wrong_is_refused_and_kept()
    {
        Copy(Database, Log, Mark);
        var bytes = await File.ReadAllBytesAsync(copy.File(Log));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(copy.File(Log), bytes);

        Assert.Contains("it lacks event 10 of grid/G1", (await Refused()).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy.File(Log))); // what is left of it may be wanted
    }

    [Fact]
    public async Task What_a_crash_leaves_is_whole()
    {
        Copy(Database, Log, Mark);
        Assert.Equal(10ul, await Head());
    }

    [Fact]
    public async Task Both_files_without_the_mark_are_whole()
    {
        Copy(Database, Log);
        Assert.Equal(10ul, await Head());
    }

    [Fact]
    public async Task A_copy_that_SQLite_makes_of_a_running_journal_is_whole()
    {
        using (var from = Connect(folder))
        using (var to = Connect(copy))
            from.BackupDatabase(to);
        Assert.Equal(10ul, await Head());
    }

    [Fact]
    public async Task A_database_that_was_copied_after_a_stop_is_whole()
    {
        await Stop();
        Copy(Database);
        Assert.Equal(10ul, await Head());
    }

    [Fact]
    public async Task A_log_that_another_program_moved_into_the_database_after_a_crash_is_not_missed()
    {
        Copy(Database, Log, Mark);
        using (var other = Connect(copy))
        {
            using var read = other.CreateCommand();
            read.CommandText = "select count(*) from journal";
            Assert.Equal(10L, read.ExecuteScalar()); // and on closing it deletes the log
        }
        Assert.False(File.Exists(copy.File(Log)));
        Assert.Equal(10ul, await Head());
    }

    [Fact]
    public async Task An_empty_mark_says_to_go_on_without_what_is_lost()
    {
        Copy(Database);
        copy.Write(Mark, "");
        Assert.Equal(0ul, await Head());
    }

    [Fact]
    public async Task The_log_goes_into_the_database_within_a_minute_and_then_a_copy_lacks_nothing_but_says_that_it_may()
    {
        await Stop();
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, time);
        await grid.Report(journal.OpenStore("silo-1"));
        Copy(Database);
        Assert.Equal(10L, Events(copy));

        time.Advance(TimeSpan.FromSeconds(59));
        await journal.Writer.Run(_ => 0, default);
        Copy(Database);
        Assert.Equal(10L, Events(copy));

        time.Advance(TimeSpan.FromSeconds(1));
        for (var began = TimeProvider.System.GetTimestamp(); Events(copy) != 11 || !SaysLogBelongs(copy); Copy(Database))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience.Max, "the log is not moved");
        Assert.Equal(StoreTrouble.LogLost, (await Refused()).Trouble);
    }

    private async Task Stop()
    {
        await journal!.DisposeAsync();
        journal = null;
    }

    private void Copy(params string[] files)
    {
        foreach (var file in Directory.GetFiles(copy.Path)) File.Delete(file);
        foreach (var file in files) File.Copy(folder.File(file), copy.File(file));
    }

    private static SqliteConnection Connect(TempFolder at)
    {
        var connection = new SqliteConnection($"Data Source={at.File(Database)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static long Events(TempFolder at)
    {
        using var connection = Connect(at);
        using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from journal";
        return (long)count.ExecuteScalar()!;
    }

    private static bool SaysLogBelongs(TempFolder at)
    {
        using var connection = Connect(at);
        return LogFlag.SaysLogBelongs(connection);
    }

    private static Task<SqliteJournal> Open(TempFolder at) => SqliteJournal.Open(new SqliteJournalOptions { Folder = at.Path }, TimeProvider.System);

    private async Task<StoreState> Refused() => (await Assert.ThrowsAsync<StoreException>(() => Open(copy))).State;

    private async Task<ulong> Head()
    {
        await using var opened = await Open(copy);
        return (await opened.Streams.Load("grid/G1", default)).Head;
    }
}
