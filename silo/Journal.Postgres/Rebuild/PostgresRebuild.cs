using Npgsql;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Postgres.Commit;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Projections;

namespace RealtimeGov.Journal.Postgres.Rebuild;

/// <summary>A rebuild beside the silos: its shadows are temporary tables of its own session, which go with it.</summary>
public sealed class PostgresRebuild : RebuildSession
{
    private readonly NpgsqlConnection connection;
    private readonly RowBatch batch = new(Catalog.Tables);
    private readonly ShapeUnnest[] shapes;

    private PostgresRebuild(NpgsqlConnection connection) : base(connection)
    {
        this.connection = connection;
        shapes = [.. batch.All.Select(rows => new ShapeUnnest(rows.Shape, RebuildSql.Shadow(rows.Shape.Table)))];
    }

    // Whoever appends takes a weaker lock of the journal: it waits for this one, and this one for those under way.
    protected override IReadOnlyList<string> Begin { get; } = ["begin", "lock table journal in share row exclusive mode"];

    /// <exception cref="PostgresStartException">The server cannot be reached or does not let this user in.</exception>
    /// <exception cref="InvalidDataException">The database has no journal of this program's schema.</exception>
    public static async Task<PostgresRebuild> Open(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        options.Validate();
        var connection = await FirstConnection.Open(options, time, cancellation).ConfigureAwait(false);
        var known = Schema.SchemaScripts.In(typeof(PostgresJournal).Assembly).Count;
        var schema = await PostgresSchema.Current(connection, cancellation).ConfigureAwait(false);
        if (schema == known) return new PostgresRebuild(connection);
        await connection.DisposeAsync().ConfigureAwait(false);
        throw new InvalidDataException($"the database has schema {schema}; this program rebuilds schema {known}. Start a server of this release once, or use the program that made the schema.");
    }

    public override async Task Write(ReadRows rows, CancellationToken cancellation)
    {
        batch.Fill(rows);
        await using var pipeline = new NpgsqlBatch(connection);
        for (var shape = 0; shape < shapes.Length; shape++)
        {
            shapes[shape].Clear();
            shapes[shape].Add(batch.All[shape]);
            shapes[shape].AddTo(pipeline);
        }
        if (pipeline.BatchCommands.Count > 0) await pipeline.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    // Like the table in every column's type and collation, and in its key.
    protected override string ShadowDefinition(ReadTable table) =>
        $"create temporary table {RebuildSql.Shadow(table)} (like {table.Name} including indexes)";
}
