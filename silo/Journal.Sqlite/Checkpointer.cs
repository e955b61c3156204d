using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database on a connection and a thread of its own: commits wait only for the rest.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private readonly AutoResetEvent due = new(false);
    private readonly Thread thread;
    private readonly SqliteWriter writer;
    private readonly int pagesPerCheckpoint;
    private int pages; // written since the last checkpoint became due; the writer's alone
    private volatile bool stops;

    public Checkpointer(string connectionString, SqliteWriter writer, int pagesPerCheckpoint)
    {
        this.writer = writer;
        this.pagesPerCheckpoint = pagesPerCheckpoint;
        thread = new Thread(() => Run(connectionString)) { Name = "journal checkpoints", IsBackground = true };
        thread.Start();
    }

    /// <summary>Called by the writer after each commit.</summary>
    /// <param name="written">Pages that it added to the log.</param>
    public void Committed(int written)
    {
        pages += written;
        if (pages < pagesPerCheckpoint) return;
        pages = 0;
        due.Set();
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
            try
            {
                SqliteConnections.Execute(connection, stops ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)");
                // While commits go on, this connection never reaches the log's end, and the log would grow for ever. The
                // writer does the little that is left between two commits; the log then begins anew.
                if (!stops) writer.Run(own => SqliteConnections.Execute(own.Connection, "pragma wal_checkpoint(passive)"), CancellationToken.None).Wait();
            }
            catch (Exception e) when (e is SqliteException or AggregateException or InvalidOperationException)
            {
                // The log stays as it is until the next time: nothing is lost.
            }
            if (stops) return;
        }
    }
}
