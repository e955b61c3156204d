using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cases;

/// <summary>
/// Cases 501 and 502: on a full disk the store said nothing to anybody, and a start on a full or read-only one said that the
/// folder was in use by nobody.
/// </summary>
[Trait("lane", "cases")]
public sealed class Case501FullDiskTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly GridOfReports grid = new("G1");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_database_that_may_not_grow_is_full_until_it_may()
    {
        await using var journal = await Open(folder.Path);
        var store = journal.OpenStore("silo-1");
        await grid.Report(store);
        await Pragma(journal, "max_page_count = 1"); // SQLite takes the pages that there are

        var large = grid.Next(contentBytes: 100_000);
        Assert.Equal(CommitOutcome.Unknown, (await store.Commit([large], default)).Outcome);
        Assert.Equal(new StoreState(StoreTrouble.Full, folder.File("journal.db")), journal.Health.Current);
        Assert.True(journal.Health.Current.TakesNothing);
        Assert.Equal($"{folder.File("journal.db")}: the disk is full, nothing can be stored. Make room there.", journal.Health.Current.Message);

        await Pragma(journal, "max_page_count = 4294967294");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([large], default));
        Assert.Equal(StoreState.Ok, journal.Health.Current);
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_is_read_only_until_it_may()
    {
        await using var journal = await Open(folder.Path);
        var store = journal.OpenStore("silo-1");
        await Pragma(journal, "query_only = 1"); // SQLITE_READONLY, as of a file without the right to write

        var append = grid.Next();
        Assert.Equal(CommitOutcome.Unknown, (await store.Commit([append], default)).Outcome);
        Assert.Equal((StoreTrouble.ReadOnly, true), (journal.Health.Current.Trouble, journal.Health.Current.TakesNothing));

        await Pragma(journal, "query_only = 0");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([append], default));
        Assert.Equal(StoreState.Ok, journal.Health.Current);
    }

    [TmpfsFact]
    public async Task A_disk_that_fills_is_told_by_commit_and_probe_and_nothing_is_lost_when_there_is_room()
    {
        using var disk = new SmallDisk(30_000_000);
        var acknowledged = 0;
        await using (var journal = await Open(disk.Path))
        {
            var store = journal.OpenStore("silo-1");
            disk.Fill();
            await journal.Probe.Look(); // before anybody's report meets it
            Assert.Equal(StoreTrouble.Full, journal.Health.Current.Trouble);

            var append = grid.Next(contentBytes: 1_500);
            for (; await store.Commit([append], default) is { Outcome: CommitOutcome.Committed }; append = grid.Next(contentBytes: 1_500)) acknowledged++;
            Assert.Equal(CommitOutcome.Unknown, (await store.Commit([append], default)).Outcome);
            Assert.Equal(StoreTrouble.Full, journal.Health.Current.Trouble);

            disk.Empty();
            Assert.Equal(CommitAttempt.Committed, await store.Commit([append], default));
            acknowledged++;
            await journal.Probe.Look();
            Assert.Equal(StoreState.Ok, journal.Health.Current);
        }
        await using var again = await Open(disk.Path);
        Assert.Equal((ulong)acknowledged, (await again.Streams.Load("grid/G1", default)).Head);
    }

    [TmpfsFact]
    public async Task A_start_on_a_full_disk_says_that_it_is_full()
    {
        using var disk = new SmallDisk(4_000_000);
        await (await Open(disk.Path)).DisposeAsync();
        disk.Fill();
        var refused = await Assert.ThrowsAsync<StoreException>(() => Open(disk.Path));
        Assert.Equal(StoreTrouble.Full, refused.State.Trouble);
        disk.Empty();
        await (await Open(disk.Path)).DisposeAsync();
    }

    [TmpfsFact]
    public async Task A_start_on_a_read_only_disk_says_that_it_is_read_only()
    {
        using var disk = new SmallDisk(4_000_000);
        await (await Open(disk.Path)).DisposeAsync();
        disk.MakeReadOnly();
        var refused = await Assert.ThrowsAsync<StoreException>(() => Open(disk.Path));
        Assert.Equal(StoreTrouble.ReadOnly, refused.State.Trouble);
        Assert.Contains("is read-only", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, 13, StoreTrouble.Full)]
    [InlineData(8, 8, StoreTrouble.ReadOnly)]
    [InlineData(11, 11, StoreTrouble.Damaged)]
    [InlineData(26, 26, StoreTrouble.Damaged)]
    [InlineData(5, 5, StoreTrouble.InUse)]
    [InlineData(10, 266, StoreTrouble.Failing)] // reading
    [InlineData(10, 3850, StoreTrouble.UnsafeFileSystem)] // locks
    [InlineData(10, 5386, StoreTrouble.UnsafeFileSystem)] // shared memory: case 40
    [InlineData(10, 4618, StoreTrouble.UnsafeFileSystem)]
    public void Codes_that_are_the_store_s_trouble(int code, int extended, StoreTrouble trouble) =>
        Assert.Equal(trouble, SqliteErrors.StateOf(new SqliteException("", code, extended), folder.File("journal.db"))?.Trouble);

    [Theory]
    [InlineData(19, 1555)]
    [InlineData(18, 18)]
    [InlineData(9, 9)]
    public void Codes_that_are_one_append_s_say_nothing_of_the_store(int code, int extended) =>
        Assert.Null(SqliteErrors.StateOf(new SqliteException("", code, extended), folder.File("journal.db")));

    // Case 40: the fifth field is the mount point, the first after the hyphen its type.
    [Theory]
    [InlineData("/srv/town/data", "nfs4", true)]
    [InlineData("/srv/townhall", "ext4", false)]
    [InlineData("/mnt/a b/d", "cifs", true)]
    [InlineData("/mnt/fuse/d", "fuse.bindfs", false)]
    [InlineData("/elsewhere", "ext4", false)]
    public void The_file_system_of_a_path_is_the_one_mounted_nearest_above_it(string path, string type, bool isUnsafe)
    {
        const string mounts = """
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            31 27 0:40 / /srv/town rw,relatime shared:1 - nfs4 server:/town rw
            32 27 0:41 / /mnt/a\040b rw - cifs //server/share rw
            33 27 0:42 / /mnt/fuse rw - fuse.bindfs /back rw
            """;
        Assert.Equal((type, isUnsafe), (FileSystems.Of(mounts, path), FileSystems.IsUnsafe(FileSystems.Of(mounts, path)!)));
    }

    [Fact]
    public async Task Ten_connections_keep_few_pages()
    {
        await using var journal = await Open(folder.Path);
        var kib = await journal.Writer.Run(on => -(long)SqliteConnections.Scalar(on.Connection, "pragma cache_size")!, default);
        var reading = await journal.Queries.Read(on => -(long)SqliteConnections.Scalar(on, "pragma cache_size")!, default);
        var options = new SqliteJournalOptions { Folder = folder.Path };
        // With the checkpoints' and the checks' connections.
        Assert.InRange(kib + reading * (options.QueriesMax + options.GrainReadsMax + 2), 1, 48 * 1_024);
    }

    private static Task<SqliteJournal> Open(string at) => SqliteJournal.Open(new SqliteJournalOptions { Folder = at }, TimeProvider.System);

    private static Task<int> Pragma(SqliteJournal journal, string pragma) =>
        journal.Writer.Run(on => SqliteConnections.Execute(on.Connection, $"pragma {pragma}"), default);
}
