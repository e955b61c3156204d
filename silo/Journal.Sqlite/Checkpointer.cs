using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database on a connection and a thread of its own: commits never wait for it.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private readonly AutoResetEvent due = new(false);
    private readonly Thread thread;
    private readonly int commitsPerCheckpoint;
    private int commits;
    private volatile bool stops;

    public Checkpointer(string connectionString, int commitsPerCheckpoint)
    {
        this.commitsPerCheckpoint = commitsPerCheckpoint;
        thread = new Thread(() => Run(connectionString)) { Name = "journal checkpoints", IsBackground = true };
        thread.Start();
    }

    /// <summary>Called by the writer after each commit.</summary>
    public void Committed()
    {
        if (++commits % commitsPerCheckpoint == 0) due.Set();
    }

    public void Dispose()
    {
        stops = true;
        due.Set();
        thread.Join();
        due.Dispose();
    }

    private void Run(string connectionString)
    {
        using var connection = SqliteConnections.Open(connectionString);
        while (true)
        {
            due.WaitOne();
            try { SqliteConnections.Execute(connection, stops ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)"); }
            catch (SqliteException) { } // the log stays as it is until the next time: nothing is lost
            if (stops) return;
        }
    }
}
