using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>What a journal holds, read past the program: the facts themselves, folded by the test.</summary>
internal sealed record JournalReader(IReadOnlyList<Guid> Accepted, IReadOnlyDictionary<string, ulong> ValidByGrid, IReadOnlyDictionary<string, ulong> TalliedByGrid)
{
    public static JournalReader OfSqlite(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Read(connection);
    }

    public static JournalReader OfPostgres(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        return Read(connection);
    }

    private static JournalReader Read(DbConnection connection)
    {
        var accepted = new List<Guid>();
        var valid = new Dictionary<string, ulong>();
        foreach (var (stream, facts) in Rows(connection, "select stream, facts from journal where stream like 'grid/%'"))
        {
            if (GridEvent.Parser.ParseFrom((byte[])facts).Accepted is not { } report) continue;
            accepted.Add(ReportIds.FromBytes(report.ReportId));
            valid[stream[5..]] = valid.GetValueOrDefault(stream[5..]) + 1;
        }
        var tallied = Rows(connection, "select grid, cast(sum(opened + joined + recorded) as bigint) from day_tally where unit = '' group by grid")
            .ToDictionary(row => row.Key, row => (ulong)(long)row.Value);
        return new JournalReader(accepted, valid, tallied);
    }

    private static List<(string Key, object Value)> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, object)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetValue(1)));
        return rows;
    }
}
