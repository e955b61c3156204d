using System.Runtime.Versioning;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>What lies in the data folder is the server's own user's alone.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Everybody = Others | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_a_server_makes_is_its_users_alone_and_a_folder_of_before_is_narrowed_and_said_once()
    {
        var data = folder.File("data");
        Assert.Empty(await RunOnce(data));
        Assert.Equal([], Wide(data));
        Assert.Contains(Path.Combine(data, "journal.db"), Directory.GetFiles(data));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(data, "session-keys")));

        // As a release before this one left it.
        File.SetUnixFileMode(data, Everybody & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        foreach (var file in Directory.GetFiles(data, "journal.*")) File.SetUnixFileMode(file, Readable);
        Assert.Equal([$"files    other users of this machine could open {data} (rwxr-xr-x); now its owner alone can"], await RunOnce(data));
        Assert.Equal([], Wide(data));
        Assert.Empty(await RunOnce(data));
    }

    [Fact]
    public void A_journal_that_others_can_read_in_a_narrow_folder_is_narrowed_too()
    {
        var file = folder.Write("journal.db", "");
        File.SetUnixFileMode(file, Readable);
        Assert.Equal($"files    other users of this machine could open 1 files in {folder.Path}; now its owner alone can", DataFolder.Prepare(folder.Path));
        Assert.Equal([], Wide(folder.Path));
    }

    [Fact]
    public void A_folder_of_other_things_is_not_narrowed_but_refused_with_the_command()
    {
        var photos = Directory.CreateDirectory(folder.File("somebody's")).FullName;
        File.WriteAllText(Path.Combine(photos, "holiday.jpg"), "");
        File.SetUnixFileMode(photos, Everybody);
        var refused = Assert.Throws<InvalidDataException>(() => DataFolder.Prepare(photos));
        Assert.Equal($"--data {photos}: other users may open this folder (rwxrwxrwx), and it is no town's: name a folder that is, or run: chmod 700 '{photos.Replace("'", "'\\''", StringComparison.Ordinal)}'", refused.Message);
        Assert.Equal(Everybody, File.GetUnixFileMode(photos));
    }

    [Fact]
    public void A_shared_folder_is_refused_whatever_a_town_left_in_it()
    {
        folder.Write("journal.db", "");
        File.SetUnixFileMode(folder.Path, Everybody | UnixFileMode.StickyBit);
        Assert.Contains("chmod 700", Assert.Throws<InvalidDataException>(() => DataFolder.Prepare(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(Everybody | UnixFileMode.StickyBit, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void That_a_group_may_pass_through_shows_it_nothing()
    {
        folder.Write("device-token", "");
        File.SetUnixFileMode(folder.File("device-token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        Assert.Null(DataFolder.Prepare(folder.Path));
    }

    private static IEnumerable<string> Wide(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder).Where(entry => (File.GetUnixFileMode(entry) & Others) != 0);

    // What it says before it is ready.
    private static async Task<IReadOnlyList<string>> RunOnce(string data)
    {
        await using var host = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"), ["--port", "0", "--grpc-port", "0", "--data", data]);
        await host.Line("ready ", Patience.Max);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
        Assert.Empty(host.Errors);
        return [.. host.Output.TakeWhile(line => !line.StartsWith("ready ", StringComparison.Ordinal))];
    }
}
