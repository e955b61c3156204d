using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// Asks whether anything can be written, so that a full or read-only disk shows before somebody's report meets it, and its
/// end too, where nobody reports because everybody is asked to wait.
/// </summary>
internal sealed class StoreProbe : IAsyncDisposable
{
    /// <summary>In trouble, or after the last look at a healthy store.</summary>
    public static readonly TimeSpan EveryInTrouble = TimeSpan.FromSeconds(1), EveryInHealth = TimeSpan.FromSeconds(5);

    private readonly string file;
    private readonly SqliteWriter writer;
    private readonly StoreHealth health;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private Task looking = Task.CompletedTask;
    private long lookedAt;
    private bool stops;

    public StoreProbe(string file, SqliteWriter writer, StoreHealth health, TimeProvider time)
    {
        (this.file, this.writer, this.health, this.time) = (file, writer, health, time);
        lookedAt = time.GetTimestamp();
        timer = time.CreateTimer(_ => Tick(), null, EveryInTrouble, EveryInTrouble);
    }

    /// <summary>Looks once, now.</summary>
    public async Task Look()
    {
        lookedAt = time.GetTimestamp();
        try
        {
            if (DiskSpace.IsFull(file))
            {
                health.Tell(StoreWitness.Probe, new StoreState(StoreTrouble.Full, file));
                return;
            }
            // A disk that was mounted anew without writing. Never the database's own file: to close it would drop SQLite's locks.
            File.OpenHandle(Path.Combine(Path.GetDirectoryName(file)!, WriteMark.FileName), FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            // In health commits say more, and their flushes are not to be doubled.
            if (!health.Current.IsOk) await writer.Run(to => SqliteConnections.Execute(to.Connection, "pragma user_version = 0"), CancellationToken.None);
            health.Tell(StoreWitness.Probe, StoreState.Ok);
        }
        catch (SqliteException e)
        {
            if (SqliteErrors.StateOf(e, file) is { } state) health.Tell(StoreWitness.Probe, state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (FileFaults.StateOf(e, file) is { } state) health.Tell(StoreWitness.Probe, state);
        }
        catch (InvalidOperationException)
        {
            // The journal is closed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate) (stops, last) = (true, looking);
        await timer.DisposeAsync();
        await last;
    }

    private void Tick()
    {
        lock (gate)
        {
            if (stops || !looking.IsCompleted || (health.Current.IsOk && time.GetElapsedTime(lookedAt) < EveryInHealth)) return;
            looking = Look();
        }
    }
}
