using System.Collections.Concurrent;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// The one writing connection of the process, on its own thread. Each silo has at most one job here at a time, so first
/// come, first served is round-robin.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Jobs waiting: one a silo, and the snapshots. More callers wait their turn to enter.</summary>
    private const int JobsMax = 256;

    private readonly BlockingCollection<Action<BatchStatements>> jobs = new(JobsMax);
    private readonly string connectionString;
    private readonly Thread thread;

    public SqliteWriter(string connectionString)
    {
        this.connectionString = connectionString;
        thread = new Thread(Run) { Name = "journal writer", IsBackground = true };
        thread.Start();
    }

    public Task<T> Run<T>(Func<BatchStatements, T> job, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Add(statements =>
        {
            try { done.SetResult(job(statements)); }
            catch (Exception e) { done.SetException(e); }
        }, cancellation);
        return done.Task;
    }

    public void Dispose()
    {
        jobs.CompleteAdding();
        thread.Join();
        jobs.Dispose();
    }

    private void Run()
    {
        using var connection = SqliteConnections.Open(connectionString, SqliteConnections.WriterCacheKiB);
        SqliteConnections.Execute(connection, "pragma wal_autocheckpoint = 0"); // the checkpointer does it, apart
        using var prepared = new PreparedStatements(connection);
        var statements = new BatchStatements(prepared);
        foreach (var job in jobs.GetConsumingEnumerable()) job(statements);
    }
}
