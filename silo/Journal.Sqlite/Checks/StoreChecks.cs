using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite.Checks;

/// <summary>
/// Looks a database through, once after each start, on a connection and a thread of its own: its pages, then its figures.
/// What is found becomes the store's state; nothing is changed.
/// </summary>
internal sealed class StoreChecks : IAsyncDisposable
{
    private readonly string file;
    private readonly StoreHealth health;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource pagesRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private SqliteConnection? open;

    private StoreChecks(string file, StoreHealth health)
    {
        (this.file, this.health) = (file, health);
    }

    /// <summary>Complete when everything was looked through, or something was found, or the journal is closed.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>A small database's pages are read before this returns, if that is quick; all else goes on behind.</summary>
    public static async Task<StoreChecks> Begin(string file, SqliteJournalOptions options, StoreHealth health, TimeProvider time)
    {
        var checks = new StoreChecks(file, health);
        var isSmall = new FileInfo(file).Length <= options.CheckedAtOnceBytes;
        checks.Done = checks.Run(isSmall ? TimeSpan.Zero : options.ChecksAfter, time);
        if (isSmall) await Task.WhenAny(checks.pagesRead.Task, Task.Delay(options.ChecksWaitMax)).ConfigureAwait(false);
        return checks;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        lock (gate)
            if (open?.Handle is { } handle) raw.sqlite3_interrupt(handle);
        await Done;
        stopping.Dispose();
    }

    private async Task Run(TimeSpan after, TimeProvider time)
    {
        try
        {
            if (after > TimeSpan.Zero) await Task.Delay(after, time, stopping.Token).ConfigureAwait(false);
            await Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The journal is closed: the next start looks again.
        }
        catch (SqliteException e)
        {
            if (!stopping.IsCancellationRequested && SqliteErrors.IsDamage(e)) health.Tell(StoreWitness.Damage, SqliteErrors.StateOf(e, file)!);
        }
        catch (InvalidDataException e)
        {
            health.Tell(StoreWitness.Damage, new StoreState(StoreTrouble.Damaged, file, e.Message));
        }
        finally
        {
            pagesRead.TrySetResult();
        }
    }

    private void Look()
    {
        using var connection = SqliteConnections.Open(SqliteConnections.StringFor(file));
        lock (gate) open = connection;
        try
        {
            Look(connection);
        }
        finally
        {
            lock (gate) open = null;
        }
    }

    private void Look(SqliteConnection connection)
    {
        stopping.Token.ThrowIfCancellationRequested();
        if (SqliteConnections.Scalar(connection, "pragma quick_check(1)") is string found and not "ok")
        {
            health.Tell(StoreWitness.Damage, new StoreState(StoreTrouble.Damaged, file, found.ReplaceLineEndings(" ")));
            return;
        }
        pagesRead.TrySetResult();
        if (new FigureCheck(connection, Pause, stopping.Token).Run() is { } difference)
            health.Tell(StoreWitness.Figures, new StoreState(StoreTrouble.Figures, file, difference));
    }

    // As long as the work took: half a core at most, and nobody waits for it.
    private void Pause(TimeSpan worked) => stopping.Token.WaitHandle.WaitOne(worked);
}
