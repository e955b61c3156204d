using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Connections as this journal needs them: write-ahead log, every commit flushed.</summary>
internal static class SqliteConnections
{
    public static string StringFor(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString();

    /// <summary>
    /// Pages that a connection keeps, in KiB. Few: the system keeps the file's pages for all of them, and ten connections that
    /// each keep their own would take the memory of a small machine. The writer's hold what one large batch changes.
    /// </summary>
    public const int CacheKiB = 2_048, WriterCacheKiB = 16_384;

    /// <summary>
    /// Deleted bytes are overwritten wherever their page is written anyway, so that no old copy of a content outlives it in a page that is
    /// used on. Erasing overwrites the pages that become free, too.
    /// </summary>
    public const string SecureDelete = "fast";

    public static SqliteConnection Open(string connectionString, int cacheKiB = CacheKiB)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, "pragma journal_mode = wal");
            Execute(connection, "pragma synchronous = full");
            Execute(connection, $"pragma secure_delete = {SecureDelete}");
            Execute(connection, $"pragma cache_size = -{cacheKiB}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
