using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>A folder that appears under its name when all of it is there, and not before.</summary>
internal static class Folders
{
    /// <exception cref="InvalidDataException">There is something in it.</exception>
    public static void RefuseFilled(string option, string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new InvalidDataException($"{option} {path}: is there and not empty; name a new folder");
    }

    /// <summary>Fills a folder beside it, and renames that. What failed leaves nothing.</summary>
    public static async Task<T> Whole<T>(string path, Func<string, Task<T>> fill)
    {
        var staging = $"{path.TrimEnd(Path.DirectorySeparatorChar)}.unfinished-{Path.GetRandomFileName()}";
        OwnersFiles.CreateFolder(Path.GetDirectoryName(staging)!);
        OwnersFiles.CreateFolder(staging);
        try
        {
            var filled = await fill(staging);
            if (Directory.Exists(path)) Directory.Delete(path); // empty, else it is an error
            Directory.Move(staging, path);
            return filled;
        }
        catch
        {
            Directory.Delete(staging, recursive: true);
            throw;
        }
    }

    /// <summary>False where there is no such file, or it went meanwhile.</summary>
    public static bool TryCopy(string from, string to)
    {
        try
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            OwnersFiles.CreateFolder(Path.GetDirectoryName(to)!);
            using var target = OwnersFiles.Open(to, FileMode.CreateNew, FileAccess.Write);
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
