using System.Globalization;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Brings the database to this program's schema, under the database's own write lock.</summary>
internal static class SqliteSchema
{
    public static int Current(SqliteConnection connection) =>
        Convert.ToInt32(SqliteConnections.Scalar(connection, "select coalesce(max(version), 0) from schema_version"), CultureInfo.InvariantCulture);

    /// <exception cref="SchemaException">The schema is newer than this program runs on.</exception>
    public static void Apply(SqliteConnection connection, IReadOnlyList<SchemaScript> scripts, TimeProvider time)
    {
        SqliteConnections.Execute(connection, "begin immediate");
        SqliteConnections.Execute(connection, "create table if not exists schema_version (version integer primary key, name text not null, applied_at text not null) strict");
        foreach (var script in SchemaPlan.Missing(Current(connection), scripts, connection.DataSource))
        {
            foreach (var statement in SchemaScripts.Statements(script)) SqliteConnections.Execute(connection, statement);
            using var applied = new Statement(connection, "insert into schema_version (version, name, applied_at) values ($1, $2, $3)");
            applied.Execute(script.Number, script.Name, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        }
        SqliteConnections.Execute(connection, "commit");
    }
}
