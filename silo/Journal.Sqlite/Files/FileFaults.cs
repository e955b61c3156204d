using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>What the errors of files mean. On Unix .NET keeps the system's errno as the HResult; on Windows it is a Win32 code.</summary>
internal static class FileFaults
{
    private const int InputOutput = 5, TryAgain = 11, NoSpace = 28, ReadOnly = 30, Quota = 122;
    private const int TryAgainMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020), LockViolation = unchecked((int)0x80070021), DiskFull = unchecked((int)0x80070070);

    /// <summary>True when another process has the file for itself.</summary>
    public static bool IsHeld(IOException e) => e.HResult is TryAgain or TryAgainMac or SharingViolation or LockViolation;

    /// <summary>The state of a store whose files cannot be used; null for an error that is none of the store's.</summary>
    public static StoreState? StateOf(Exception e, string place) => e switch
    {
        IOException { HResult: NoSpace or Quota or DiskFull } => new StoreState(StoreTrouble.Full, place),
        IOException { HResult: ReadOnly } => new StoreState(StoreTrouble.ReadOnly, place),
        UnauthorizedAccessException => new StoreState(StoreTrouble.ReadOnly, place, e.Message.TrimEnd('.')),
        IOException { HResult: InputOutput } => new StoreState(StoreTrouble.Failing, place, e.Message.TrimEnd('.')),
        _ => null,
    };
}
