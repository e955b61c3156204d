using System.Runtime.Versioning;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host;

/// <summary>
/// The town's data folder, before anything is read from it: the server's own user opens what is in it, and nobody else.
/// A folder of a release before, which others could read, is narrowed, and whoever starts the town reads so once.
/// </summary>
internal static class DataFolder
{
    /// <summary>Of others; that a group may pass through the folder shows it nothing: PostgreSQL's user has its own folder there.</summary>
    private const UnixFileMode OthersToFolder = OthersToFile & ~UnixFileMode.GroupExecute;

    private const UnixFileMode OthersToFile = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const string Database = "journal.db";

    /// <summary>What the server itself puts there. Whatever else lies beside it is somebody's, and inside a folder that nobody else enters.</summary>
    private static readonly string[] Files = [Database, Database + "-wal", Database + "-shm", "journal.mark", "journal.lock", "journal.pid", DeviceToken.FileName, AdminToken.FileName, SetupNotice.FileName,
        AuditFile.FirstName, ErasureLedger.FileName, RecordStore.FileName];

    private static readonly string[] Folders = [PhotoOptions.FolderName, SessionKeysName];

    public const string SessionKeysName = "session-keys";

    /// <summary>Makes the folder, or narrows what is there.</summary>
    /// <returns>What was done, for whoever starts the town; null where nothing was.</returns>
    /// <exception cref="InvalidDataException">Others may open it and it cannot be narrowed, or it holds other things than a town's; the message says the command that helps.</exception>
    public static string? Prepare(string path)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(path))
        {
            OwnersFiles.CreateFolder(path);
            return null;
        }
        return Narrowed(path);
    }

    [UnsupportedOSPlatform("windows")]
    private static string? Narrowed(string path)
    {
        var rights = File.GetUnixFileMode(path);
        string[] wide =
        [
            .. (rights & OthersToFolder) != 0 ? [path] : Array.Empty<string>(),
            .. Files.Select(name => Path.Combine(path, name)).Where(file => File.Exists(file) && (File.GetUnixFileMode(file) & OthersToFile) != 0),
            .. Folders.Select(name => Path.Combine(path, name)).Where(folder => Directory.Exists(folder) && (File.GetUnixFileMode(folder) & OthersToFile) != 0),
        ];
        if (wide.Length == 0) return null;
        if (wide[0] == path && !IsTowns(path, rights))
            throw new InvalidDataException($"--data {path}: other users may open this folder ({Written(rights)}), and it is no town's: name a folder that is, or run: chmod 700 {Quoted(path)}");
        foreach (var one in wide) Narrow(one, path);
        var what = wide[0] == path ? $"{path} ({Written(rights)})" : $"{wide.Length} files in {path}";
        return (File.GetUnixFileMode(wide[0]) & OthersToFolder) == 0
            ? $"files    other users of this machine could open {what}; now its owner alone can"
            : $"files    other users of this machine can open {what}, and this file system keeps no rights: move the folder to one that does";
    }

    /// <summary>As `ls -l` writes them: rwxr-xr-x.</summary>
    internal static string Written(UnixFileMode rights) =>
        string.Concat(Enumerable.Range(0, 9).Select(at => ((int)rights >> (8 - at) & 1) == 1 ? "rwx"[at % 3] : '-'));

    // A shared folder such as /tmp is everybody's, whatever a town left in it; an empty one was made for the town.
    private static bool IsTowns(string path, UnixFileMode rights) =>
        !rights.HasFlag(UnixFileMode.StickyBit)
        && (Files.Any(name => File.Exists(Path.Combine(path, name))) || !Directory.EnumerateFileSystemEntries(path).Any());

    [UnsupportedOSPlatform("windows")]
    private static void Narrow(string one, string data)
    {
        try
        {
            File.SetUnixFileMode(one, Directory.Exists(one) ? OwnersFiles.FolderRights : OwnersFiles.FileRights);
        }
        catch (UnauthorizedAccessException)
        {
            throw new InvalidDataException($"--data {data}: other users may open {one}, which belongs to another user: as that user or as root run: chown -R {Environment.UserName} {Quoted(data)} && chmod -R go= {Quoted(data)}");
        }
        catch (IOException)
        {
            // A disk that is read-only or fails is told by whoever writes to it next.
        }
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
