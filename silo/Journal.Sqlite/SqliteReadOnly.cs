using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Reads a journal beside the process that has the folder, and writes nothing.</summary>
public static class SqliteReadOnly
{
    /// <exception cref="InvalidDataException">There is no journal in the folder.</exception>
    public static IReadOnlyList<T> Query<T>(string folder, ReadQuery<T> query)
    {
        var file = Path.Combine(folder, "journal.db");
        if (!File.Exists(file)) throw new InvalidDataException($"--data {folder}: there is no journal.db; name the folder of the server's --data");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query.Sql;
        foreach (var (name, value) in query.Values) command.Parameters.AddWithValue($"@{name}", value);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(query.Row(rows));
        return all;
    }
}
