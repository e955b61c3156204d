using System.Globalization;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>
/// Originals that are not whole yet, as `{id}.{total}.{unique}`: every upload writes a file of its own, from the photo's first
/// byte on. So two devices may upload the same photo at once, and one may go on from what another, or it itself over a
/// connection that has not noticed its end, has sent.
/// </summary>
internal sealed class IncomingPhotos(PhotoFolder folder, TimeProvider time)
{
    /// <summary>How long what arrived of a broken upload waits to be gone on with.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Broken uploads kept at once, 5 GB at most; beyond it the oldest goes.</summary>
    public const int KeptMax = 500;

    private readonly Lock gate = new();
    private readonly HashSet<string> inUse = new(StringComparer.Ordinal);

    // That this process made: others are read, and never written.
    private readonly HashSet<string> own = new(StringComparer.Ordinal);

    /// <summary>Bytes from the photo's beginning that an upload may go on from.</summary>
    public long Held(string id, long total) => Files(id, total).Select(LengthOf).DefaultIfEmpty(0).Max();

    /// <summary>A file that holds the first <paramref name="offset"/> bytes, open for the next one; null when so many are not held.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public IncomingPhoto? Open(string id, long total, long offset)
    {
        lock (gate)
        {
            var files = offset == 0 ? [] : Files(id, total).Where(file => LengthOf(file) >= offset).ToList();
            if (offset > 0 && files.Count == 0) return null;
            // Another gateway of this folder may be writing one that is not ours: two would write into one another.
            var free = files.Find(file => own.Contains(file) && !inUse.Contains(file));
            var path = free ?? Path.Combine(folder.Incoming, Name(id, total) + Guid.NewGuid().ToString("N"));
            var content = OwnersFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (free is null && offset > 0) Copy(files[0], content, offset);
            content.SetLength(offset);
            content.Position = offset;
            inUse.Add(path);
            own.Add(path);
            return new IncomingPhoto(this, content);
        }
    }

    /// <summary>Keeps what arrived for the next try: of one photo the longest.</summary>
    public void Keep(string path)
    {
        lock (gate)
        {
            inUse.Remove(path);
            if (!File.Exists(path)) return;
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            var key = Path.GetFileNameWithoutExtension(path);
            foreach (var shorter in Unused(key + ".*").OrderByDescending(LengthOf).Skip(1)) File.Delete(shorter);
            foreach (var oldest in Unused("*").Where(file => !IsDraft(file)).OrderByDescending(File.GetLastWriteTimeUtc).Skip(KeptMax)) File.Delete(oldest);
        }
    }

    public void Discard(string path)
    {
        lock (gate)
        {
            inUse.Remove(path);
            own.Remove(path);
            File.Delete(path);
        }
    }

    /// <summary>The photo is stored: what is left of other tries is of no use.</summary>
    public void Forget(string id)
    {
        lock (gate)
            foreach (var rest in Unused($"{id}.*").Where(file => !IsDraft(file))) File.Delete(rest);
    }

    /// <summary>Deletes what was left more than <see cref="KeptFor"/> ago, by a broken upload or a process that ended.</summary>
    public void Clean()
    {
        var before = time.GetUtcNow().UtcDateTime - KeptFor;
        lock (gate)
        {
            foreach (var stale in Unused("*").Where(file => File.GetLastWriteTimeUtc(file) < before).ToList()) File.Delete(stale);
            own.RemoveWhere(file => !File.Exists(file));
        }
    }

    private IEnumerable<string> Unused(string pattern) =>
        Directory.GetFiles(folder.Incoming, pattern).Where(file => !inUse.Contains(file));

    private string[] Files(string id, long total) => Directory.GetFiles(folder.Incoming, Name(id, total) + "*");

    // The store's own, about to become a photo.
    private static bool IsDraft(string file) => file.Contains(".draft.", StringComparison.Ordinal);

    private static string Name(string id, long total) => string.Create(CultureInfo.InvariantCulture, $"{id}.{total}.");

    private static long LengthOf(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? info.Length : 0;
    }

    private static void Copy(string from, FileStream to, long count)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[count];
        source.ReadExactly(bytes);
        to.Write(bytes);
    }
}
