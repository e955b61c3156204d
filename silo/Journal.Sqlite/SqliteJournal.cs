using Google.Protobuf;
using Microsoft.Data.Sqlite;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Search;
using RealtimeGov.Journal.Sqlite.Checks;
using RealtimeGov.Journal.Sqlite.Files;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>A town's journal in one SQLite file: the embedded default.</summary>
public sealed class SqliteJournal : IJournal
{
    private readonly FolderLock folderLock;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders grainReads;
    private readonly Checkpointer checkpointer;
    private readonly WriteMark mark;
    private readonly StoreProbe probe;
    private readonly SqliteSearch search;
    private readonly string file;
    private StoreChecks? checks;

    private SqliteJournal(string file, SqliteJournalOptions options, FolderLock folderLock, WriteMark mark, TimeProvider time)
    {
        (this.file, this.folderLock, this.mark) = (file, folderLock, mark);
        var connectionString = SqliteConnections.StringFor(file);
        Health = new StoreHealth(time);
        writer = new SqliteWriter(connectionString);
        Queries = new SqliteReaders(connectionString, options.QueriesMax, Met);
        grainReads = new SqliteReaders(connectionString, options.GrainReadsMax, Met);
        checkpointer = new Checkpointer(connectionString, writer, options.PagesPerCheckpoint, options.LogAgeMax, time);
        probe = new StoreProbe(file, writer, Health, time);
        Streams = new SqliteStreams(grainReads, (SqliteStore)OpenStore(""));
        Outbox = new SqliteOutbox(grainReads, writer);
        search = new SqliteSearch(grainReads, writer);
        Eraser = new SqliteEraser(writer, checkpointer);
        ReadModel = new SqliteReadModel(Queries);
        GrainsReadModel = new SqliteReadModel(grainReads);
    }

    public string Name => "sqlite";

    public StoreHealth Health { get; }

    /// <summary>The checks of this start.</summary>
    internal Task Checked => checks?.Done ?? Task.CompletedTask;

    internal StoreProbe Probe => probe;

    internal SqliteWriter Writer => writer;

    /// <summary>Where everybody's queries wait for each other.</summary>
    internal SqliteReaders Queries { get; }

    public IStreams Streams { get; }

    public IOutbox Outbox { get; }

    public ISearchIndex Search => search;
    public IContentEraser Eraser { get; }

    public IReadModel ReadModel { get; }

    public IReadModel GrainsReadModel { get; }

    /// <summary>Opens the journal, making or upgrading it where needed.</summary>
    /// <exception cref="JournalInUseException">Another process has the folder.</exception>
    /// <exception cref="StoreException">It cannot be opened as it is: full, read-only, damaged, without its log, on a file system that is not safe.</exception>
    /// <exception cref="SchemaException">A newer program made the schema.</exception>
    public static async Task<SqliteJournal> Open(SqliteJournalOptions options, TimeProvider time)
    {
        var file = Path.Combine(options.Folder, "journal.db");
        try
        {
            return await OpenNamed(file, options, time);
        }
        catch (SqliteException e) when (SqliteErrors.StateOf(e, file) is { } state)
        {
            throw new StoreException(state, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && FileFaults.StateOf(e, options.Folder) is not null)
        {
            throw new StoreException(FileFaults.StateOf(e, options.Folder)!, e);
        }
    }

    private static async Task<SqliteJournal> OpenNamed(string file, SqliteJournalOptions options, TimeProvider time)
    {
        if (FileSystems.Of(options.Folder) is { } type && FileSystems.IsUnsafe(type))
            throw new StoreException(new StoreState(StoreTrouble.UnsafeFileSystem, options.Folder, type));
        OwnersFiles.CreateFolder(options.Folder);
        var folderLock = FolderLock.Take(options.Folder);
        WriteMark? mark = null;
        SqliteJournal? journal = null;
        try
        {
            if (File.Exists(file)) LogCheck.Run(file);
            mark = WriteMark.Open(options.Folder);
            OwnersFiles.CreateEmpty(file); // its log and index get the rights that it has
            using (var connection = SqliteConnections.Open(SqliteConnections.StringFor(file)))
                SqliteSchema.Apply(connection, SchemaScripts.In(typeof(SqliteJournal).Assembly), time);
            journal = new SqliteJournal(file, options, folderLock, mark, time);
            await journal.writer.Run(to => LogFlag.Checkpoint(to.Connection), CancellationToken.None);
            journal.checks = await StoreChecks.Begin(file, options, journal.Health, time);
            return journal;
        }
        catch
        {
            if (journal is not null) await journal.DisposeAsync();
            else
            {
                mark?.Dispose();
                folderLock.Dispose();
            }
            throw;
        }
    }

    public IJournalStore OpenStore(string silo) => new SqliteStore(writer, checkpointer, mark, Health, file);

    public async ValueTask DisposeAsync()
    {
        if (checks is not null) await checks.DisposeAsync();
        await probe.DisposeAsync();
        await Queries.DisposeAsync();
        await grainReads.DisposeAsync();
        search.Dispose();
        writer.Dispose();
        checkpointer.Dispose();
        mark.Dispose();
        folderLock.Dispose();
    }

    private void Met(Exception e)
    {
        if (e is SqliteException error && SqliteErrors.IsDamage(error)) Health.Tell(StoreWitness.Damage, SqliteErrors.StateOf(error, file)!);
        else if (e is InvalidDataException or InvalidProtocolBufferException) Health.Tell(StoreWitness.Damage, new StoreState(StoreTrouble.Damaged, file, e.Message));
    }
}
