using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RealtimeGov.Devices.Queue;

/// <summary>
/// The queue's SQLite file: write-ahead log, every commit flushed to disk. Statements are prepared once. Not for more
/// than one thread at a time.
/// </summary>
internal sealed class QueueDatabase : IDisposable
{
    public const string FileName = "queue.db";

    /// <summary>Of the tables below. A program reads its own version and makes it of those before.</summary>
    public const long SchemaVersion = 2;

    // state: 0 waits, 1 the server holds it, 2 the server refuses it for good.
    private static readonly string[] Tables =
    [
        "create table report (place integer primary key autoincrement, report_id text not null unique, body blob not null, queued_at_us integer not null, set_aside text) strict",
        "create table photo (photo_id text primary key, bytes integer not null, state integer not null default 0, held_at_us integer not null default 0, refusal text) strict, without rowid",
        "create table report_photo (place integer not null references report (place) on delete cascade, photo_id text not null references photo (photo_id), primary key (place, photo_id)) strict, without rowid",
        "create index report_photo_by_photo on report_photo (photo_id)",
        ClockTable,
        "create table trouble (one integer primary key check (one = 1), said text not null, at_us integer not null, next_at_us integer) strict",
    ];

    // Of version 2: what the server's clock was found to be.
    private const string ClockTable =
        "create table if not exists clock (one integer primary key check (one = 1), wall_offset_ms integer not null, boot_id text not null, boot_at_server_ms integer not null) strict";

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    private QueueDatabase(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens or makes it.</summary>
    /// <exception cref="QueueUnavailableException">Another version, damaged, or no database.</exception>
    public static QueueDatabase Open(string folder)
    {
        // SQLite would make it wider; its log gets the rights that it has.
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) OwnersFiles.Open(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
        return Open(folder, SqliteOpenMode.ReadWriteCreate, Prepare);
    }

    private static void Prepare(QueueDatabase database)
    {
        database.Run("pragma journal_mode = wal");
        database.Run("pragma synchronous = full");
        database.Run("pragma foreign_keys = on");
        if (database.Version() == 0)
            database.InTransaction(database.MakeTables);
        if (database.Version() == 1)
            database.InTransaction(database.MakeVersion2);
    }

    /// <summary>Opens it beside whoever has it; null when there is none yet.</summary>
    /// <exception cref="QueueUnavailableException">Another version, damaged, or no database.</exception>
    public static QueueDatabase? OpenToRead(string folder) =>
        File.Exists(Path.Combine(folder, FileName)) ? Open(folder, SqliteOpenMode.ReadOnly, _ => { }) : null;

    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<object?> values) =>
        Convert.ToInt64(Prepared(sql, values).ExecuteScalar(), CultureInfo.InvariantCulture);

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepared(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>All of it or nothing; on disk when it returns.</summary>
    public void InTransaction(Action work)
    {
        Run("begin immediate");
        try
        {
            work();
            Run("commit");
        }
        catch
        {
            TryRollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    private static QueueDatabase Open(string folder, SqliteOpenMode mode, Action<QueueDatabase> prepare)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Mode = mode, Pooling = false, DefaultTimeout = 5 };
        var database = new QueueDatabase(new SqliteConnection(text.ToString()));
        try
        {
            database.connection.Open();
            prepare(database);
            // A file without tables is one whose making was interrupted: nothing waits in it.
            if (database.Version() is var version && version != SchemaVersion && !(version < SchemaVersion && mode == SqliteOpenMode.ReadOnly))
                throw QueueUnavailableException.OfVersion(folder, version, SchemaVersion);
            return database;
        }
        catch (SqliteException error)
        {
            database.Dispose();
            throw Translate(folder, error);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>False only in a file that was opened to be read before its first tables were made.</summary>
    public bool HasTables => Version() > 0;

    internal static Words.BilingualException Translate(string folder, SqliteException error) => error.SqliteErrorCode switch
    {
        Full => QueueFullException.OfDisk(folder, error),
        Corrupt or NotADatabase => QueueUnavailableException.Damaged(folder, error),
        _ => QueueUnavailableException.Of(folder, error),
    };

    // SQLite's primary result codes.
    private const int Corrupt = 11, Full = 13, NotADatabase = 26;

    private void MakeTables()
    {
        foreach (var table in Tables)
            Run(table);
        Run(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {SchemaVersion}"));
    }

    private void MakeVersion2()
    {
        Run(ClockTable);
        Run("pragma user_version = 2");
    }

    private long Version() => Number("pragma user_version");

    private void TryRollBack()
    {
        try
        {
            Run("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            prepared.Add(sql, command);
        }

        command.Parameters.Clear();
        for (var at = 0; at < values.Length; at++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${at + 1}"), values[at] ?? DBNull.Value);
        return command;
    }
}
