using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.ReadModel;
using SQLitePCL;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>
/// One statement of the writing connection, prepared once, straight on SQLite's own calls: a report costs six of them, and an
/// ADO.NET command would look each parameter up by its name and make a reader each time. Parameters are <c>?1</c>, <c>?2</c>,
/// ...; a name such as <c>$2</c> would get the number of its first appearance. Failures are <see cref="SqliteException"/>s.
/// </summary>
internal sealed class WriteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public WriteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>Rows changed.</summary>
    public int Execute(params ReadOnlySpan<RowValue> values)
    {
        for (var i = 0; i < values.Length; i++) Check(values[i].Bind(statement, i + 1));
        var code = raw.sqlite3_step(statement);
        var changed = raw.sqlite3_changes(database);
        raw.sqlite3_reset(statement); // tells step's code once more
        if (code != raw.SQLITE_DONE) Check(code);
        return changed;
    }

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
