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
    private const string Secret = "张三住在三号楼";

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

    private bool Holds(string text) => Directory.GetFiles(folder.Path, "journal.db*").Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });

    private static Append Append(string stream, ulong seq, string text, int times) => new(
        1, (long)seq, Envelope.Unknown,
        [new StreamSlice(stream, seq, [new JournalEvent("Test", [1], text.Length == 0 ? null : new ContentRow("S-1", 100, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times)))))])], [], new ReadRows());

    private static async Task Commit(IJournalStore store, Append append) => Assert.Equal(CommitOutcome.Committed, (await store.Commit([append], default)).Outcome);
}
