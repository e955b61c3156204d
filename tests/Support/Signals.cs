using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RealtimeGov.Tests.Support;

/// <summary>Real POSIX signals: <c>Process.Kill</c> names none, and a crash test has to say which one it sends.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to one process; a process that has ended already is no error.</summary>
    public static void Send(int pid, int signal)
    {
        if (kill(pid, signal) == 0 || Marshal.GetLastPInvokeError() == NoSuchProcess)
            return;

        throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
