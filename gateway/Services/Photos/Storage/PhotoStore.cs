using RealtimeGov.Domain.Photos;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>
/// Photos made anew, by id, whole or not there. A file's time is when the photo was last confirmed: stored, said to be
/// complete, or found named by a report; the collector looks at nothing younger than <see cref="KeptFor"/>.
/// </summary>
internal sealed class PhotoStore(PhotoFolder folder, TimeProvider time)
{
    /// <summary>How long a photo waits for its report.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMicroseconds(PhotoRecords.KeptForUs);

    // Names change under it: a photo that is being confirmed is not set aside, and the reverse.
    private readonly Lock gate = new();

    /// <summary>Whether the photo is there; if so it stays for <see cref="KeptFor"/> from now.</summary>
    public bool Confirm(string id)
    {
        lock (gate)
        {
            if (!File.Exists(folder.Of(id))) return false;
            File.SetLastWriteTimeUtc(folder.Of(id), time.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    /// <summary>When it was last confirmed; null when it is not there.</summary>
    public DateTimeOffset? ConfirmedAt(string id) => File.Exists(folder.Of(id)) ? new DateTimeOffset(File.GetLastWriteTimeUtc(folder.Of(id))) : null;

    /// <summary>On disk, name included, when it returns. The same photo again replaces itself.</summary>
    /// <exception cref="IOException">It is not stored.</exception>
    public void Put(string id, ReadOnlySpan<byte> photo, ReadOnlySpan<byte> thumbnail)
    {
        var (draft, small) = (NewDraft(id), NewDraft(id));
        try
        {
            Write(draft, photo);
            Write(small, thumbnail);
            folder.Prepare(id);
            lock (gate)
            {
                // In this order: a thumbnail never stands alone, and a photo without one is shown itself.
                File.Move(draft, folder.Of(id), overwrite: true);
                File.Move(small, folder.ThumbnailOf(id), overwrite: true);
            }
        }
        catch
        {
            File.Delete(draft);
            File.Delete(small);
            throw;
        }

        FolderFlush.Run(Path.GetDirectoryName(folder.Of(id))!);
    }

    private string NewDraft(string id) => Path.Combine(folder.Incoming, $"{id}.draft.{Guid.NewGuid():N}");

    private void Write(string draft, ReadOnlySpan<byte> bytes)
    {
        using (var file = OwnersFiles.Open(draft, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(draft, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Null when it is not there, or is no photo any more.</summary>
    public StoredPhoto? Open(string id) => OpenFile(folder.Of(id));

    /// <summary>The thumbnail, or the photo itself where it was stored before there were thumbnails.</summary>
    public StoredPhoto? OpenThumbnail(string id) => OpenFile(folder.ThumbnailOf(id)) ?? Open(id);

    private static StoredPhoto? OpenFile(string path)
    {
        FileStream content;
        try
        {
            // The collector may take its name meanwhile; who reads, reads on.
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        Span<byte> head = stackalloc byte[PhotoTypes.HeadBytes];
        var type = PhotoTypes.Of(head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        content.Position = 0;
        if (type is { } known) return new StoredPhoto(content, known);
        content.Dispose();
        return null;
    }

    /// <summary>Photos that nobody confirmed for <see cref="KeptFor"/>.</summary>
    public IEnumerable<string> Unconfirmed() => folder.Stored().Where(IsUnconfirmed).Select(file => Path.GetFileName(file)).Where(PhotoId.IsWellFormed);

    /// <summary>Takes a photo's name away, unless it was confirmed meanwhile; false then.</summary>
    /// <param name="evenConfirmed">Whenever it was confirmed.</param>
    public bool SetAside(string id, bool evenConfirmed = false)
    {
        lock (gate)
        {
            if (!File.Exists(folder.Of(id)) || !(evenConfirmed || IsUnconfirmed(folder.Of(id)))) return false;
            File.Move(folder.Of(id), folder.Aside(id), overwrite: true);
            MoveIfThere(folder.ThumbnailOf(id), folder.ThumbnailAside(id));
            return true;
        }
    }

    /// <summary>Gives the name back; a photo that was uploaded again meanwhile is the same.</summary>
    public void Restore(string id)
    {
        lock (gate)
        {
            if (!File.Exists(folder.Aside(id))) return;
            folder.Prepare(id);
            File.Move(folder.Aside(id), folder.Of(id), overwrite: true);
            MoveIfThere(folder.ThumbnailAside(id), folder.ThumbnailOf(id));
        }
    }

    /// <summary>What was set aside when a process ended was not decided.</summary>
    public IReadOnlyList<string> LeftAside() => [.. Directory.GetFiles(folder.Leaving).Select(file => Path.GetFileName(file)).Where(PhotoId.IsWellFormed)];

    /// <summary>Deletes a photo that was set aside.</summary>
    public void Discard(string id)
    {
        File.Delete(folder.ThumbnailAside(id));
        File.Delete(folder.Aside(id));
    }

    private static void MoveIfThere(string from, string to)
    {
        if (File.Exists(from)) File.Move(from, to, overwrite: true);
    }

    // Of a file that has gone, the time is long ago.
    private bool IsUnconfirmed(string file) => File.GetLastWriteTimeUtc(file) <= time.GetUtcNow().UtcDateTime - KeptFor;
}

/// <param name="Content">At its beginning; whoever takes it disposes it.</param>
internal sealed record StoredPhoto(FileStream Content, PhotoType Type);
