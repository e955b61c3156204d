namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>On what kind of file system a path lies, by the kernel's own list of mounts; Linux alone has one.</summary>
internal static class FileSystems
{
    private const string Mounts = "/proc/self/mountinfo";

    // Over a network, or shared between machines: locks and shared memory of one machine are not seen by another.
    private static readonly string[] Shared =
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "gfs2", "ocfs2", "beegfs", "gpfs", "davfs", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.davfs2", "fuse.ceph", "fuse.ceph-fuse", "fuse.cifs", "fuse.smbnetfs"];

    /// <summary>True where SQLite is not to be trusted with a town's only journal.</summary>
    public static bool IsUnsafe(string type) => Shared.Contains(type, StringComparer.Ordinal);

    /// <summary>The same, or one of those that may or may not keep what SQLite wants: they are asked by trying.</summary>
    public static bool IsDoubtful(string type) => IsUnsafe(type) || type.StartsWith("fuse", StringComparison.Ordinal) || type is "9p" or "virtiofs" or "vboxsf" or "prl_fs";

    /// <summary>Of a path that need not exist; null where it cannot be told.</summary>
    public static string? Of(string path)
    {
        try
        {
            return File.Exists(Mounts) ? Of(File.ReadAllText(Mounts), Path.GetFullPath(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string Describe(string path) => Of(path) is { } type ? $"{type}: locks or shared memory do not work there" : "locks or shared memory do not work there";

    /// <param name="mountInfo">The kernel's list: fields by spaces, the fifth is where it is mounted, the first after a lone hyphen its type.</param>
    /// <param name="path">Absolute.</param>
    internal static string? Of(string mountInfo, string path)
    {
        var (best, found) = (-1, (string?)null);
        foreach (var line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            var hyphen = Array.IndexOf(fields, "-");
            if (fields.Length < 5 || hyphen < 0 || hyphen + 1 >= fields.Length) continue;
            // Spaces in a path are written as \040.
            var at = fields[4].Replace("\\040", " ", StringComparison.Ordinal).TrimEnd('/');
            var isAbove = path.StartsWith(at, StringComparison.Ordinal) && (path.Length == at.Length || path[at.Length] == '/');
            if (isAbove && at.Length >= best) (best, found) = (at.Length, fields[hyphen + 1]); // of two at one place the later lies above
        }
        return found;
    }
}
