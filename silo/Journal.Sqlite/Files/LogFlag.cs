using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite.Files;

/// <summary>
/// Whether a database by itself is all there is. The file says "a log belongs to me" and the log says the contrary: read
/// together they are whole, as is every copy that SQLite itself makes of both; a copy of the file alone still says it.
/// </summary>
/// <remarks>It is SQLite's user_version, a number in the file's first page that is free for programs.</remarks>
internal static class LogFlag
{
    private const int LogBelongs = 1, Whole = 0;

    public static bool SaysLogBelongs(SqliteConnection connection) =>
        Convert.ToInt32(SqliteConnections.Scalar(connection, "pragma user_version"), CultureInfo.InvariantCulture) == LogBelongs;

    /// <summary>
    /// Moves the log into the file, which afterwards says that a log belongs to it, and begins the log with the contrary.
    /// On the writing connection, outside a transaction.
    /// </summary>
    /// <param name="cutsOff">The log's file becomes empty: what was erased is not left in it.</param>
    /// <returns>False where a reader that is under way kept a part of the log.</returns>
    public static bool Checkpoint(SqliteConnection connection, bool cutsOff = false)
    {
        TrySet(connection, LogBelongs);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = cutsOff ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)";
            using var row = command.ExecuteReader(); // busy, pages in the log, pages of them that were moved
            return row.Read() && (!cutsOff || row.GetInt64(0) == 0) && row.GetInt64(1) == row.GetInt64(2);
        }
        finally
        {
            TrySet(connection, Whole);
        }
    }

    // On a full disk it cannot be said; the checkpoint may be what makes room.
    private static void TrySet(SqliteConnection connection, int value)
    {
        try { SqliteConnections.Execute(connection, $"pragma user_version = {value}"); }
        catch (SqliteException) { }
    }
}
