namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>Room on a disk.</summary>
internal static class DiskSpace
{
    /// <summary>With less, the next reports may fit where the log has room already, and the ones after them nowhere.</summary>
    public const long LeastBytes = 1 << 20;

    /// <summary>Of the disk on which a file lies or would lie; false where it cannot be told.</summary>
    public static bool IsFull(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace < LeastBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
