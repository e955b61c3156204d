namespace RealtimeGov.Devices.Queue;

/// <summary>
/// Files and folders that no other user of the device may open: what somebody wrote, photographed and where. They are made
/// so, not made and narrowed. Windows gives a folder's rights to what is in it.
/// </summary>
internal static class OwnersFiles
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;

    /// <summary>A folder of the queue's own. One that a program of before made wider is narrowed: what lies in it is reached through it alone.</summary>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static DirectoryInfo CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path);
        var folder = Directory.CreateDirectory(path, FolderRights);
        if (folder.UnixFileMode != FolderRights) folder.UnixFileMode = FolderRights;
        return folder;
    }

    /// <summary>Opens a file, making it where <paramref name="mode"/> says so.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = FileRights;
        return new FileStream(path, options);
    }
}
