using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Faults;
using RealtimeGov.Tests.Support;
using Xunit.Abstractions;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Contract.Tests.Engines;

/// <summary>Silos that talk within one process, as they are shipped.</summary>
public sealed class ProcessSilosTests(ITestOutputHelper output) : EngineContract(output)
{
    protected override async Task<IEngineTown> Start()
    {
        var (folder, faults) = (new TempFolder(), new RealtimeGov.Tests.Faults.Faults());
        var journal = new FaultyJournal(await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System), faults);
        var silos = await ProcessSilos.Start(
            new ProcessSilosOptions { Silos = 3 }, journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
        return new ProcessTown(folder, faults, journal, silos);
    }

    private sealed class ProcessTown(TempFolder folder, RealtimeGov.Tests.Faults.Faults faults, FaultyJournal journal, ProcessSilos silos) : IEngineTown
    {
        public ITownClient Grains => silos.Client;

        public ITownPlacement Placement => silos.Placement;

        public IJournal Journal => journal;

        public RealtimeGov.Tests.Faults.Faults Faults => faults;

        public int Awake => silos.Awake;

        public Task Lull() => silos.Lull();

        public Task Crash(string silo) => silos.Crash(silo);

        public Task Revive(string silo) => silos.Revive(silo);

        public async ValueTask DisposeAsync()
        {
            await silos.DisposeAsync();
            await journal.DisposeAsync();
            await RebuildCheck.HasNoDifference(folder.Path);
            folder.Dispose();
        }
    }
}
