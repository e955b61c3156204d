using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Town;
using RealtimeGov.Engines.Local;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host.Towns;

/// <summary>The town in one process: a store below, the local engine above. Disposal drains the engine, then closes the store.</summary>
internal sealed class EmbeddedTown : RuntimeHost
{
    private readonly IJournal store;
    private readonly LocalEngine engine;

    private EmbeddedTown(IJournal store, TownDirectory directory, LocalEngine engine)
    {
        this.store = store;
        this.engine = engine;
        Directory = directory;
    }

    public override string Engine => EngineChoice.Local;

    public override IActors Actors => engine.Actors;

    public override ITownDirectory Directory { get; }

    public override IReadModel ReadModel => store.ReadModel;

    public override ITownPlacement Placement => engine.Placement;

    public override string Store => store.Name;

    public override Task<string> Superseded => store.Superseded;

    public static async Task<RuntimeHost> Open(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var store = await OpenStore(options, time, logs);
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

    private static async Task<IJournal> OpenStore(HostOptions options, TimeProvider time, ILoggerFactory logs) =>
        options.Connection is { } connection
            ? await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection, Use = JournalUse.Alone }, time, logs.CreateLogger<PostgresJournal>())
            : await SqliteJournal.Open(new SqliteJournalOptions { Folder = options.Data }, time);

    public override async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await store.DisposeAsync();
    }
}
