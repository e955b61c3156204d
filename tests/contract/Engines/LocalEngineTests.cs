using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Town;
using RealtimeGov.Engines.Local;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Engines;

public sealed class LocalEngineTests(ITestOutputHelper output) : EngineContract(output)
{
    protected override async Task<IEngineTown> Start()
    {
        var (folder, faults) = (new TempFolder(), new RealtimeGov.Tests.Faults.Faults());
        var journal = new FaultyJournal(await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System), faults);
        var engine = await LocalEngine.Start(
            new LocalEngineOptions { Silos = 3, IdleBeforeSleep = TimeSpan.FromSeconds(1) }, journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
        return new LocalTown(folder, faults, journal, engine);
    }

    private sealed class LocalTown(TempFolder folder, RealtimeGov.Tests.Faults.Faults faults, FaultyJournal journal, LocalEngine engine) : IEngineTown
    {
        public IActors Actors => engine.Actors;

        public ITownPlacement Placement => engine.Placement;

        public IJournal Journal => journal;

        public RealtimeGov.Tests.Faults.Faults Faults => faults;

        public int Awake => engine.Awake;

        public Task Lull() => Task.CompletedTask; // after a second they do by themselves

        public Task Crash(string silo) => engine.Crash(silo);

        public Task Revive(string silo)
        {
            engine.Revive(silo);
            return Task.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await engine.DisposeAsync();
            await journal.DisposeAsync();
            folder.Dispose();
        }
    }
}
