using System.Globalization;

namespace RealtimeGov.Devices.Queue;

/// <summary>
/// One process has a queue at a time, so that no report is sent by two at once. The kernel drops the lock of a process
/// that was killed.
/// </summary>
internal sealed class QueueLock : IDisposable
{
    private const string LockName = "queue.lock";
    private const string PidName = "queue.pid";

    private readonly FileStream held;

    private QueueLock(FileStream held) => this.held = held;

    /// <exception cref="QueueInUseException">Another process has it.</exception>
    public static QueueLock Take(string folder)
    {
        FileStream held;
        try
        {
            held = Open(folder, FileMode.OpenOrCreate);
        }
        catch (IOException error)
        {
            throw new QueueInUseException(folder, Pid(folder), error);
        }

        using (var pid = new StreamWriter(OwnersFiles.Open(Path.Combine(folder, PidName), FileMode.Create, FileAccess.Write, FileShare.Read)))
            pid.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new QueueLock(held);
    }

    /// <summary>The process that has the queue; null when none has.</summary>
    public static string? Holder(string folder)
    {
        try
        {
            using var probe = Open(folder, FileMode.Open);
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return Pid(folder);
        }
    }

    public void Dispose() => held.Dispose();

    private static FileStream Open(string folder, FileMode mode) =>
        OwnersFiles.Open(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite);

    private static string Pid(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, PidName));
        }
        catch (IOException)
        {
            return "?";
        }
    }
}
