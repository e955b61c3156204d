using System.Runtime.InteropServices;

namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>
/// Flushes a folder's names to disk: a renamed file is only safe from a power cut when its folder is. The framework opens
/// no folders, so this asks the C library; elsewhere than on Linux it does nothing.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The disk refused.</exception>
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw Failed(folder);
        try
        {
            if (Flush(handle) != 0) throw Failed(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) => new($"{folder} was not flushed: error {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
