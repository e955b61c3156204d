using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RealtimeGov.Journal.Postgres.Queries;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.Postgres.Commit;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Search;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Postgres;

/// <summary>A town's journal in a PostgreSQL database, which several silos share.</summary>
public sealed class PostgresJournal : IJournal
{
    private readonly ConcurrentBag<PostgresStore> stores = [];
    private readonly PostgresJournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly NpgsqlDataSource watching;
    private readonly PostgresReaders readers;
    private readonly PostgresReaders grainReads;
    private readonly string incarnation;

    private PostgresJournal(PostgresJournalOptions options, TimeProvider time, ILogger logger)
    {
        (this.options, this.time, this.logger) = (options, time, logger);
        Health = new StoreHealth(time);
        incarnation = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        watching = NpgsqlDataSource.Create(ConnectionStrings.Watching(options));
        readers = new PostgresReaders(NpgsqlDataSource.Create(ConnectionStrings.Reading(options)), options.ReadersMax);
        grainReads = new PostgresReaders(NpgsqlDataSource.Create(ConnectionStrings.Reading(options)), options.ReadersMax);
        Streams = new PostgresStreams(grainReads, watching);
        Outbox = new PostgresOutbox(grainReads, watching);
        Search = new PostgresSearch(watching);
        Eraser = new PostgresEraser(watching);
        ReadModel = new PostgresReadModel(readers);
        GrainsReadModel = new PostgresReadModel(grainReads);
    }

    public string Name => "postgres";

    public StoreHealth Health { get; }

    public IStreams Streams { get; }

    public IOutbox Outbox { get; }

    public ISearchIndex Search { get; }
    public IContentEraser Eraser { get; }

    public IReadModel ReadModel { get; }

    public IReadModel GrainsReadModel { get; }

    /// <summary>Opens the journal, making or upgrading its tables where needed.</summary>
    /// <exception cref="PostgresStartException">The server cannot be reached, does not let this user in, or is not safe.</exception>
    /// <exception cref="SchemaException">A newer program made the schema.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<PostgresJournal> Open(
        PostgresJournalOptions options, TimeProvider time, ILogger? logger = null, CancellationToken cancellation = default)
    {
        options.Validate();
        await using (var connection = await FirstConnection.Open(options, time, cancellation).ConfigureAwait(false))
        {
            try
            {
                await DurabilitySettings.Check(connection, cancellation).ConfigureAwait(false);
                await PostgresSchema.Apply(connection, SchemaScripts.In(typeof(PostgresJournal).Assembly), time, cancellation).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                throw new PostgresStartException(FirstConnection.Name(options, e), e);
            }
        }
        return new PostgresJournal(options, time, logger ?? NullLogger.Instance);
    }

    /// <param name="silo">1 to 32 letters, digits, dots, underscores and hyphens.</param>
    public IJournalStore OpenStore(string silo)
    {
        var name = SessionName.Of(silo, incarnation);
        var watch = new BlockerWatch(watching, options, name, time, logger);
        var store = new PostgresStore(new CommitterSession(options, name), watch, Health);
        stores.Add(store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
        await grainReads.DisposeAsync().ConfigureAwait(false);
        await watching.DisposeAsync().ConfigureAwait(false);
    }
}
