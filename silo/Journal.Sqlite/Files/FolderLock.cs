using System.Globalization;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>One process has the folder at a time: two writers of one SQLite journal would only poison each other.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <exception cref="JournalInUseException">Another process has it.</exception>
    /// <exception cref="IOException">It cannot be written: the disk is full, read-only, or fails.</exception>
    public static FolderLock Take(string folder)
    {
        var pidFile = Path.Combine(folder, "journal.pid");
        FileStream? held = null;
        try
        {
            held = OwnersFiles.Open(Path.Combine(folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite);
            OwnersFiles.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held);
        }
        catch (IOException e) when (held is null && FileFaults.IsHeld(e))
        {
            var pid = File.Exists(pidFile) && File.ReadAllText(pidFile).Trim() is { Length: > 0 } written ? written : "unknown";
            throw new JournalInUseException($"{folder} is in use by process {pid}. Stop that process, or start with another --data folder.");
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose(); // the kernel drops it too when the process is killed
}

/// <summary>Another process has the journal; the message names it.</summary>
public sealed class JournalInUseException(string message) : Exception(message);
