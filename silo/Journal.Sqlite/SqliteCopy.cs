using System.Globalization;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>A whole database as it was at one moment, beside the process that writes it; and what a copy holds.</summary>
public static class SqliteCopy
{
    /// <summary>Copies a database and its log into a new file. What was deleted in it is in no free page of the copy.</summary>
    /// <exception cref="InvalidDataException">The copy is not whole.</exception>
    /// <exception cref="SqliteException">The database cannot be read, or the file not written.</exception>
    public static void Take(string file, string copy)
    {
        OwnersFiles.CreateEmpty(copy);
        using (var source = Open(file, SqliteOpenMode.ReadOnly))
        {
            using var command = source.CreateCommand();
            command.CommandText = "vacuum into $copy";
            command.Parameters.AddWithValue("$copy", copy);
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }
        using var taken = Open(copy, SqliteOpenMode.ReadWrite);
        // Taken in the middle of a checkpoint it would say that a log belongs to it; the copy is all there is.
        SqliteConnections.Execute(taken, "pragma user_version = 0");
        if (SqliteConnections.Scalar(taken, "pragma quick_check(1)") is not "ok" and var wrong) throw new InvalidDataException($"{file} cannot be backed up: {wrong}. Run rebuild --check, and see docs/operations.md");
    }

    /// <summary>Rows of every table.</summary>
    public static IReadOnlyDictionary<string, long> Counts(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        var tables = new List<string>();
        using (var names = new Statement(connection, "select name from sqlite_master where type = 'table' and sql is not null and name not like 'sqlite_%' and name not like 'search_pair%' order by name"))
        {
            using var row = names.Query();
            while (row.Read()) tables.Add(row.GetString(0));
        }
        return new SortedDictionary<string, long>(tables.ToDictionary(table => table, table => (long)SqliteConnections.Scalar(connection, $"select count(*) from {table}")!), StringComparer.Ordinal);
    }

    /// <summary>Photos that the journal's contents name.</summary>
    public static IReadOnlyList<string> Photos(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        using var ids = new Statement(connection, "select distinct photo_id from photo_reference order by photo_id");
        using var row = ids.Query();
        var all = new List<string>();
        while (row.Read()) all.Add(row.GetString(0));
        return all;
    }

    /// <summary>The journal's schema, and how many scripts this program would apply to it.</summary>
    /// <exception cref="SchemaException">A newer program made it.</exception>
    public static (int Schema, int Missing) SchemaOf(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        var schema = Convert.ToInt32(SqliteConnections.Scalar(connection, "select max(version) from schema_version"), CultureInfo.InvariantCulture);
        return (schema, SchemaPlan.Missing(schema, SchemaScripts.In(typeof(SqliteJournal).Assembly), file).Count);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
