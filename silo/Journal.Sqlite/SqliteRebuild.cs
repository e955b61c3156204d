using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Projections;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>A rebuild beside the process that has the folder: its shadows are temporary tables of its own connection.</summary>
public sealed class SqliteRebuild : RebuildSession
{
    private const int CacheKiB = 65_536; // a program of its own that makes every row again

    private readonly SqliteConnection connection;
    private readonly PreparedStatements prepared;
    private readonly RowBatch batch = new(Catalog.Tables);
    private List<WriteStatement> statements = [];

    private SqliteRebuild(SqliteConnection connection) : base(connection) => (this.connection, prepared) = (connection, new PreparedStatements(connection));

    protected override IReadOnlyList<string> Begin { get; } = ["begin immediate"];

    /// <exception cref="InvalidDataException">There is no journal in the folder, or one of another schema.</exception>
    public static SqliteRebuild Open(string folder)
    {
        var file = Path.Combine(folder, "journal.db");
        if (!File.Exists(file)) throw new InvalidDataException($"--data {folder}: there is no journal.db; name the folder of the server's --data");
        var connection = SqliteConnections.Open(SqliteConnections.StringFor(file), CacheKiB);
        var schema = SqliteSchema.Current(connection);
        var known = Schema.SchemaScripts.In(typeof(SqliteJournal).Assembly).Count;
        if (schema == known) return new SqliteRebuild(connection);
        connection.Dispose();
        throw new InvalidDataException($"{file} has schema {schema}; this program rebuilds schema {known}. Start the server of this release once, or use the program that made the schema.");
    }

    public override async Task Prepare(IReadOnlyList<ReadTable> tables, CancellationToken cancellation)
    {
        await base.Prepare(tables, cancellation).ConfigureAwait(false);
        statements = [.. batch.All.Select(rows => prepared.Prepare(ShapeSql.Of(rows.Shape, RebuildSql.Shadow(rows.Shape.Table))))];
    }

    public override Task Write(ReadRows rows, CancellationToken cancellation)
    {
        batch.Fill(rows);
        SqliteConnections.Execute(connection, "savepoint page");
        for (var shape = 0; shape < statements.Count; shape++)
            foreach (var row in batch.All[shape].Rows) statements[shape].Execute(row);
        SqliteConnections.Execute(connection, "release page");
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        prepared.Dispose();
        return base.DisposeAsync();
    }

    protected override string ShadowDefinition(ReadTable table) => $"""
        create temporary table {RebuildSql.Shadow(table)} ({string.Join(", ", table.Columns.Select(c => $"{c.Name} {TypeOf(c.Type)} not null"))},
        primary key ({string.Join(", ", table.Keys.Select(c => c.Name))})) without rowid, strict
        """;

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => "text",
        ColumnType.Real => "real",
        ColumnType.Bytes => "blob",
        _ => "integer",
    };
}
