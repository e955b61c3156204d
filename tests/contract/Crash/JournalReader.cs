using Microsoft.Data.Sqlite;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>What a SQLite journal holds, read past the program: the facts themselves, folded by the test.</summary>
internal sealed record JournalReader(IReadOnlyList<Guid> Accepted, IReadOnlyDictionary<string, ulong> ValidByGrid, IReadOnlyDictionary<string, ulong> TalliedByGrid)
{
    public static JournalReader Read(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var accepted = new List<Guid>();
        var valid = new Dictionary<string, ulong>();
        foreach (var (stream, facts) in Rows(connection, "select stream, facts from journal where stream like 'grid/%'"))
        {
            if (GridEvent.Parser.ParseFrom((byte[])facts).Accepted is not { } report) continue;
            accepted.Add(ReportIds.FromBytes(report.ReportId));
            valid[stream[5..]] = valid.GetValueOrDefault(stream[5..]) + 1;
        }
        var tallied = Rows(connection, "select grid, sum(opened + joined + recorded) from day_tally where unit = '' group by grid")
            .ToDictionary(row => row.Key, row => (ulong)(long)row.Value);
        return new JournalReader(accepted, valid, tallied);
    }

    private static List<(string Key, object Value)> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, object)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetValue(1)));
        return rows;
    }
}
