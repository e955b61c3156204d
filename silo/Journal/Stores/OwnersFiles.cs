using System.Runtime.InteropServices;

namespace RealtimeGov.Journal.Stores;

/// <summary>
/// Files and folders that no other user of the machine may open: 0600 in 0700. They are made so, not made and narrowed, so
/// that there is no moment at which somebody else could have opened one. Windows gives a folder's rights to what is in it.
/// </summary>
public static class OwnersFiles
{
    public const UnixFileMode FolderRights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>From now on whatever this process makes, by whichever library, is its user's alone.</summary>
    public static void MakeDefault()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(Mask);
    }

    /// <summary>Makes the folder where there is none; one that is there stays as it is.</summary>
    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderRights);

    /// <summary>Opens a file, making it where <paramref name="mode"/> says so; unbuffered.</summary>
    /// <exception cref="IOException">The disk refused, or the file is there under <see cref="FileMode.CreateNew"/>.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileRights;
        return new FileStream(path, options);
    }

    /// <summary>Makes an empty file where there is none, for a library that would make a wider one.</summary>
    public static void CreateEmpty(string path)
    {
        if (!File.Exists(path)) Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
    }

    /// <summary>Writes a file's whole text; one that is there keeps its mode.</summary>
    public static void WriteAllText(string path, string text)
    {
        using var file = new StreamWriter(Open(path, FileMode.Create, FileAccess.Write, FileShare.Read));
        file.Write(text);
    }

    private const uint Mask = 0x3F; // octal 077: nothing for group and others

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint SetMask(uint mask);
}
