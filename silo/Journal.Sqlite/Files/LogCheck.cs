using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Stores;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>
/// Before anything is written: is the log there that belongs to the database, and whole? SQLite ignores a damaged log from
/// the damage on, and takes a missing one for none, both in silence.
/// </summary>
internal static class LogCheck
{
    private const int NoCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE: what is left of a damaged log is evidence

    /// <param name="file">The database, which exists.</param>
    /// <exception cref="StoreException">The log, or a part of it, is missing.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static void Run(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var marked = WriteMark.Read(folder, out var isMarked);
        using var connection = SqliteConnections.Open(SqliteConnections.StringFor(file));
        raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
        if (SqliteConnections.Scalar(connection, "select 1 from sqlite_master where name = 'journal'") is null) return;
        if (marked is { } last)
        {
            using var query = new Statement(connection, "select 1 from journal where stream = $1 and seq = $2");
            using var row = query.Query(last.Stream, (long)last.Seq);
            if (!row.Read()) throw new StoreException(new StoreState(StoreTrouble.LogLost, file, $"it lacks event {last.Seq} of {last.Stream}, which was stored"));
        }
        else if (!isMarked && LogFlag.SaysLogBelongs(connection))
            throw new StoreException(new StoreState(StoreTrouble.LogLost, file, "a copy of the database alone"));
    }
}
