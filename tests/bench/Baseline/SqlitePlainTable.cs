using Microsoft.Data.Sqlite;

namespace RealtimeGov.Bench.Baseline;

/// <summary>
/// SQLite with write-ahead log and synchronous=FULL. It has one writer at a time whatever the program does, so the pool is
/// of one connection: several would spend the time in SQLITE_BUSY and its waits.
/// </summary>
public sealed class SqlitePlainTable : IPlainTable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    public SqlitePlainTable(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("pragma journal_mode = wal");
        Execute("pragma synchronous = full");
        Execute("pragma cache_size = -65536");
        Execute("""
            create table report_row (
              stream text not null, seq integer not null, incarnation integer not null, append integer not null, facts blob not null,
              reporter text not null, local_date integer not null, payload blob not null,
              primary key (stream, seq)
            ) without rowid, strict
            """);
        Execute("create index report_row_reporter on report_row (reporter, local_date) where reporter <> ''");
        insert = connection.CreateCommand();
        insert.CommandText = """
            insert into report_row (stream, seq, incarnation, append, facts, reporter, local_date, payload)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
        for (var i = 1; i <= 8; i++) insert.Parameters.Add(new SqliteParameter($"${i}", null));
        insert.Prepare();
    }

    public async Task Insert(PlainRow row)
    {
        await turn.WaitAsync();
        try
        {
            ReadOnlySpan<object> values =
                [row.Stream, row.Seq, row.Incarnation, row.Append, row.Facts, row.Reporter, row.LocalDate, row.Payload];
            for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
            insert.ExecuteNonQuery();
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await connection.DisposeAsync();
        turn.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
