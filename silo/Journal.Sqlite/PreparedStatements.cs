using Microsoft.Data.Sqlite;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>The statements prepared on one connection. To be disposed before it: SQLite keeps a file open while one is left.</summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<WriteStatement> prepared = [];

    public SqliteConnection Connection => connection;

    public WriteStatement Prepare(string sql)
    {
        var statement = new WriteStatement(connection, sql);
        prepared.Add(statement);
        return statement;
    }

    public void Dispose() => prepared.ForEach(statement => statement.Dispose());
}
