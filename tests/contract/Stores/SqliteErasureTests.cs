using System.Text;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What was erased is in no byte of SQLite's files: not in a page that became free, not in one that is used on, and not in the log.</summary>
public sealed class SqliteErasureTests : IDisposable
{
    private const string Secret = "张三住在三号楼", Later = "李四欠债不还";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task J8_an_erased_content_leaves_the_files_of_a_running_store()
    {
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
        var store = journal.OpenStore("silo");
        // Short ones among others on their page, long ones on pages of their own; as reports, which keep their row, and as steps.
        for (var seq = 1ul; seq <= 200; seq++) await Commit(store, Append("grid/A", seq, seq % 2 == 0 ? Secret : "路灯不亮", seq % 5 == 0 ? 900 : 1));
        for (var seq = 1ul; seq <= 20; seq++) await Commit(store, Append("issue/A.1", seq, Secret, seq % 5 == 0 ? 900 : 1));
        Assert.True(Holds(Secret));
        await Commit(store, Append("grid/A", 201, "", 1) with { Erasures = [.. Enumerable.Range(1, 100).Select(i => new Erasure("grid/A", (ulong)i * 2, (ulong)i * 2, Guid.NewGuid()))] });
        await Commit(store, Append("issue/A.1", 21, "", 1) with { Erasures = [new Erasure("issue/A.1", 1, 20)] });
        await Eventually.Holds(() => Task.FromResult(!Holds(Secret)));
        Assert.True(Holds("路灯不亮"));
    }

    [Fact]
    public async Task J8_what_is_erased_of_a_person_leaves_the_log_once_nobody_reads_from_it_and_deleting_overwrites_as_before()
    {
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path, LogAgeMax = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
        var store = journal.OpenStore("silo");
        for (var seq = 1ul; seq <= 20; seq++) await Commit(store, Append("person/gone", seq, Secret, seq % 5 == 0 ? 900 : 1));
        for (var seq = 1ul; seq <= 20; seq++) await Commit(store, Append("grid/A", seq, seq == 7 ? Later : "路灯不亮", 1));
        using (var reader = SqliteConnections.Open(SqliteConnections.StringFor(Path.Combine(folder.Path, "journal.db"))))
        {
            SqliteConnections.Execute(reader, "begin");
            SqliteConnections.Scalar(reader, "select count(*) from content");
            Assert.Equal(20, await journal.Eraser.Erase("person/gone", 20, default));
            Assert.True(Holds(Secret)); // what the reader began to read it may read to its end
        }
        await Eventually.Holds(() => Task.FromResult(!Holds(Secret)));
        await Commit(store, Append("grid/A", 21, "", 1) with { Erasures = [new Erasure("grid/A", 7, 7, Guid.NewGuid())] });
        await Eventually.Holds(() => Task.FromResult(!Holds(Later)));
    }

    private bool Holds(string text) => LivingFiles.Hold(folder.Path, "journal.db*", text);

    private static Append Append(string stream, ulong seq, string text, int times) => new(
        1, (long)seq, Envelope.Unknown,
        [new StreamSlice(stream, seq, [new JournalEvent("Test", [1], text.Length == 0 ? null : new ContentRow("S-1", 100, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times)))))])], [], new ReadRows());

    private static async Task Commit(IJournalStore store, Append append) => Assert.Equal(CommitOutcome.Committed, (await store.Commit([append], default)).Outcome);
}
