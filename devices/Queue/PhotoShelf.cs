using System.Security.Cryptography;

namespace RealtimeGov.Devices.Queue;

/// <summary>
/// Copies of photos that wait, each in a file named by its SHA-256: the original may be moved or deleted meanwhile.
/// A file is flushed to disk under another name and then renamed, so that what has its name is whole.
/// </summary>
internal sealed class PhotoShelf
{
    /// <summary>Bytes of one photo: what the server takes.</summary>
    public const int MaxPhotoBytes = 10_000_000;

    /// <summary>Beside the folder of photos that wait.</summary>
    public const string RefusedSuffix = "-refused";

    private const string PartOf = ".part";
    private const int CopyBytes = 64 << 10;

    private readonly string folder;

    public PhotoShelf(string folder)
    {
        this.folder = OwnersFiles.CreateFolder(folder).FullName;
    }

    /// <summary>Copies a file; its id and size. A photo that is there already is not written again.</summary>
    /// <exception cref="PhotoException">It cannot be read, is empty, too large, or no photo.</exception>
    public (string Id, long Bytes) Take(string path)
    {
        var part = Path.Combine(folder, Guid.NewGuid().ToString("N") + PartOf);
        try
        {
            var (id, bytes) = Copy(path, part);
            if (File.Exists(PathOf(id)) && new FileInfo(PathOf(id)).Length == bytes)
                File.Delete(part);
            else
                File.Move(part, PathOf(id), overwrite: true);
            return (id, bytes);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public FileStream Open(string id) => new(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    /// <summary>Deletes a copy whose report counts; one that the server never took is put aside instead: nobody else may have it.</summary>
    public void Drop(string id, bool isRefused)
    {
        if (!isRefused)
            File.Delete(PathOf(id));
        else if (File.Exists(PathOf(id)))
            File.Move(PathOf(id), Path.Combine(OwnersFiles.CreateFolder(folder + RefusedSuffix).FullName, id), overwrite: true);
    }

    /// <summary>Deletes what no report refers to: a crash came between copying a photo and keeping its report.</summary>
    public void Sweep(IReadOnlySet<string> wanted)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (!wanted.Contains(Path.GetFileName(file)))
                File.Delete(file);
        }
    }

    private string PathOf(string id) => Path.Combine(folder, id);

    private static (string Id, long Bytes) Copy(string path, string part)
    {
        using var source = OpenSource(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var target = OwnersFiles.Open(part, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[CopyBytes];
        for (int read; (read = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            if (target.Length == 0 && !PhotoKind.IsPhoto(buffer.AsSpan(0, read)))
                throw PhotoException.Of(path, PhotoKind.WhyNot(buffer.AsSpan(0, read)));
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
            if (target.Length > MaxPhotoBytes)
                throw PhotoException.Of(path, $"is larger than {MaxPhotoBytes:N0} bytes", $"超过 {MaxPhotoBytes:N0} 字节");
        }

        if (target.Length == 0)
            throw PhotoException.Of(path, "is empty", "是空文件");
        target.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), target.Length);
    }

    private static FileStream OpenSource(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PhotoException.Of(path, $"cannot be read: {error.Message}", $"无法读取：{error.Message}", error);
        }
    }
}
