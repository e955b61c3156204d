using RealtimeGov.Actors.Contracts;
using RealtimeGov.Actors.Town;
using RealtimeGov.Engines.Local;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;

namespace RealtimeGov.Gateway.Host;

/// <summary>The town in one process: SQLite below, the local engine above. Disposal drains the engine, then closes the store.</summary>
internal sealed class EmbeddedTown : IAsyncDisposable
{
    public const string Engine = "local";
    public const string Store = "sqlite";

    private readonly SqliteJournal store;
    private readonly LocalEngine engine;

    private EmbeddedTown(SqliteJournal store, TownDirectory directory, LocalEngine engine)
    {
        this.store = store;
        this.engine = engine;
        Directory = directory;
    }

    public IActors Actors => engine.Actors;

    public ITownDirectory Directory { get; }

    public IReadModel ReadModel => store.ReadModel;

    public static async Task<EmbeddedTown> Open(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var store = await SqliteJournal.Open(new SqliteJournalOptions { Folder = options.Data }, time);
        try
        {
            var directory = new TownDirectory(store.ReadModel);
            await directory.Refresh(CancellationToken.None);
            var local = new LocalEngineOptions { Silos = options.Silos, AcceptLateDays = options.Field.AcceptLateDays };
            return new EmbeddedTown(store, directory, await LocalEngine.Start(local, store, directory, time, logs));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await store.DisposeAsync();
    }
}
