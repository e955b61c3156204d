using Npgsql;
using NpgsqlTypes;

namespace RealtimeGov.Bench.Baseline;

/// <summary>PostgreSQL with a pool of 64 connections, the statement prepared on each: fsync and commits as the server has them, on.</summary>
public sealed class PostgresPlainTable : IPlainTable
{
    private const int PoolMax = 64;

    private readonly NpgsqlDataSource source;

    private PostgresPlainTable(NpgsqlDataSource source) => this.source = source;

    public static async Task<PostgresPlainTable> Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = PoolMax,
            // Prepared at its first use on each connection, and kept there.
            MaxAutoPrepare = 4,
            AutoPrepareMinUsages = 1,
        };
        var source = NpgsqlDataSource.Create(settings);
        await using var create = source.CreateCommand("""
            create table report_row (
              seq bigint not null, incarnation bigint not null, append bigint not null, local_date integer not null,
              stream text collate "C" not null, reporter text collate "C" not null, facts bytea not null, payload bytea not null,
              primary key (stream, seq)
            );
            create index report_row_reporter on report_row (reporter, local_date) where reporter <> ''
            """);
        await create.ExecuteNonQueryAsync();
        return new PostgresPlainTable(source);
    }

    public async Task Insert(PlainRow row)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("""
            insert into report_row (stream, seq, incarnation, append, facts, reporter, local_date, payload)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Stream, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Seq });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Incarnation });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Append });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Facts });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Reporter, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.LocalDate });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Payload });
        await insert.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
