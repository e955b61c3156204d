using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>A town's journal in one SQLite file: the embedded default.</summary>
public sealed class SqliteJournal : IJournal
{
    private readonly FolderLock folderLock;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders grainReads;
    private readonly Checkpointer checkpointer;

    private SqliteJournal(string connectionString, SqliteJournalOptions options, FolderLock folderLock)
    {
        this.folderLock = folderLock;
        writer = new SqliteWriter(connectionString);
        Queries = new SqliteReaders(connectionString, options.QueriesMax);
        grainReads = new SqliteReaders(connectionString, options.GrainReadsMax);
        checkpointer = new Checkpointer(connectionString, writer, options.PagesPerCheckpoint);
        Streams = new SqliteStreams(grainReads, new SqliteStore(writer, checkpointer));
        Outbox = new SqliteOutbox(grainReads, writer);
        ReadModel = new SqliteReadModel(Queries);
        GrainsReadModel = new SqliteReadModel(grainReads);
    }

    public string Name => "sqlite";

    /// <summary>Where everybody's queries wait for each other.</summary>
    internal SqliteReaders Queries { get; }

    public IStreams Streams { get; }

    public IOutbox Outbox { get; }

    public IReadModel ReadModel { get; }

    public IReadModel GrainsReadModel { get; }

    /// <summary>Opens the journal, making or upgrading it where needed.</summary>
    /// <exception cref="JournalInUseException">Another process has the folder.</exception>
    /// <exception cref="SchemaException">A newer program made the schema.</exception>
    public static Task<SqliteJournal> Open(SqliteJournalOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(options.Folder);
        var folderLock = FolderLock.Take(options.Folder);
        try
        {
            var connectionString = SqliteConnections.StringFor(Path.Combine(options.Folder, "journal.db"));
            using (var connection = SqliteConnections.Open(connectionString))
                SqliteSchema.Apply(connection, SchemaScripts.In(typeof(SqliteJournal).Assembly), time);
            return Task.FromResult(new SqliteJournal(connectionString, options, folderLock));
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    public IJournalStore OpenStore(string silo) => new SqliteStore(writer, checkpointer);

    public async ValueTask DisposeAsync()
    {
        await Queries.DisposeAsync();
        await grainReads.DisposeAsync();
        writer.Dispose();
        checkpointer.Dispose();
        folderLock.Dispose();
    }
}
