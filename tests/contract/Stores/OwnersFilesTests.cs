using System.Runtime.Versioning;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>The journal's files as the library makes them, whatever the process's umask is.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class OwnersFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_journal_and_its_log_are_their_users_alone_from_the_first_moment()
    {
        var data = folder.File("data");
        await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = data }, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        string[] files = ["journal.db", "journal.db-shm", "journal.db-wal", "journal.lock", "journal.mark", "journal.pid"];
        Assert.Equal(files, Directory.GetFiles(data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, file))));
    }
}
