using System.Runtime.Versioning;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Queue;

/// <summary>What waits on a device is its user's alone: text, place and photos of what people saw.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class OwnersFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_queue_with_its_photos_is_made_for_its_user_alone()
    {
        var photo = folder.File("a.jpg");
        File.WriteAllBytes(photo, [0xFF, 0xD8, 0xFF, 0xE0, 0, 0]);
        using var queue = ReportQueue.Open(folder.File("queue"));
        queue.Add(Make(1), [photo]);

        var entries = Directory.GetFileSystemEntries(folder.File("queue"), "*", SearchOption.AllDirectories);
        Assert.Equal(["photos", "queue.db", "queue.db-shm", "queue.db-wal", "queue.lock", "queue.pid"], Directory.GetFileSystemEntries(folder.File("queue")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(Directory.GetFiles(folder.File("queue/photos")));
        Assert.All(entries.Append(folder.File("queue")), entry =>
            Assert.Equal(Directory.Exists(entry) ? Owner | UnixFileMode.UserExecute : Owner, File.GetUnixFileMode(entry)));
    }

    [Fact]
    public void A_queue_of_a_program_before_is_closed_to_others_when_it_is_opened()
    {
        var path = folder.File("queue");
        using (var queue = ReportQueue.Open(path)) queue.Add([Make(1)]);
        File.SetUnixFileMode(path, Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        using var again = ReportQueue.Open(path);
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.Equal(1, again.Count);
    }
}
