using RealtimeGov.Gateway.Photos.Retention;

namespace RealtimeGov.Gateway.Photos;

/// <param name="Folder">Where photos lie; made when absent. One file system, one server.</param>
/// <param name="References">Who knows which photos reports name; without it nothing that was uploaded is ever collected.</param>
public sealed record PhotoOptions(string Folder, IPhotoReferences? References = null)
{
    /// <summary>The folder's name within the data folder.</summary>
    public const string FolderName = "photos";

    /// <summary>
    /// Free bytes on the disk below which no upload begins: the journal lies on it too, and what is under way may still
    /// write 640 MB (every upload twice, once as it came and once made anew).
    /// </summary>
    public const long FreeBytesMin = 1_000_000_000;

    /// <summary>Takes what cleared records left behind, after photos of erased contents were deleted.</summary>
    public Func<CancellationToken, Task> Scrub { get; init; } = _ => Task.CompletedTask;

    /// <summary>Bytes that may still be written on the folder's disk.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}
