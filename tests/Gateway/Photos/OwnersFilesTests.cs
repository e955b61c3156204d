using System.Runtime.Versioning;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Photos, whole and in parts, are the server's own user's alone.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class OwnersFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_photo_its_thumbnail_and_what_is_not_whole_yet_are_made_for_their_user_alone()
    {
        await bench.Send(Original.Jpeg());
        await bench.Break(Original.Jpeg(2), after: 300);
        var entries = Directory.GetFileSystemEntries(bench.Root, "*", SearchOption.AllDirectories);
        Assert.Equal(3, entries.Count(File.Exists)); // a photo, its thumbnail, a part of another
        Assert.All(entries.Append(bench.Root), entry => Assert.Equal(Directory.Exists(entry) ? Owner | UnixFileMode.UserExecute : Owner, File.GetUnixFileMode(entry)));
    }
}
