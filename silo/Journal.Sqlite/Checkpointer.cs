using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Sqlite.Files;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database on a connection and a thread of its own, once it is long or old enough:
/// commits wait only for the rest.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private readonly AutoResetEvent due = new(false);
    private readonly Thread thread;
    private readonly SqliteWriter writer;
    private readonly ITimer ageing;
    private readonly int pagesPerCheckpoint;
    private readonly TimeSpan ageMax;
    private int pages; // written since the last checkpoint became due; the writer's alone
    private volatile bool isAgeing;
    private volatile bool stops;
    private volatile bool hasErased;

    public Checkpointer(string connectionString, SqliteWriter writer, int pagesPerCheckpoint, TimeSpan ageMax, TimeProvider time)
    {
        (this.writer, this.pagesPerCheckpoint, this.ageMax) = (writer, pagesPerCheckpoint, ageMax);
        ageing = time.CreateTimer(_ => Become(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        thread = new Thread(() => Run(connectionString)) { Name = "journal checkpoints", IsBackground = true };
        thread.Start();
    }

    /// <summary>Called by the writer after each commit.</summary>
    /// <param name="written">Pages that it added to the log.</param>
    public void Committed(int written)
    {
        if (!isAgeing) Age();
        pages += written;
        if (pages < pagesPerCheckpoint) return;
        pages = 0;
        due.Set();
    }

    /// <summary>Something was erased: the log, which still has it, is to be cut off, as soon as nobody reads from it.</summary>
    public void Erased()
    {
        hasErased = true;
        due.Set();
    }

    public void Dispose()
    {
        ageing.Dispose();
        stops = true;
        due.Set();
        thread.Join();
        due.Dispose();
    }

    /// <summary>What is in the log from now on is moved by then.</summary>
    private void Age()
    {
        if (stops) return;
        isAgeing = true;
        ageing.Change(ageMax, Timeout.InfiniteTimeSpan);
    }

    private void Again(bool cutsOff)
    {
        if (cutsOff) hasErased = true;
        Age();
    }

    private void Become()
    {
        try { due.Set(); }
        catch (ObjectDisposedException) { } // it was closed in the same moment
    }

    private void Run(string connectionString)
    {
        using var connection = SqliteConnections.Open(connectionString);
        while (true)
        {
            due.WaitOne();
            var cutsOff = hasErased;
            hasErased = false;
            isAgeing = false; // a commit from here on may come too late for this checkpoint, and ages anew
            try
            {
                SqliteConnections.Execute(connection, stops ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)");
                // While commits go on, this connection never reaches the log's end, and the log would grow for ever. The
                // writer does the little that is left between two commits; the log then begins anew.
                if (!stops && !writer.Run(own => LogFlag.Checkpoint(own.Connection, cutsOff), CancellationToken.None).Result) Again(cutsOff);
            }
            catch (Exception e) when (e is SqliteException or AggregateException or InvalidOperationException)
            {
                Again(cutsOff); // the log stays as it is until the next time: nothing is lost
            }
            if (stops) return;
        }
    }
}
