using Microsoft.Extensions.Logging;
using RealtimeGov.Cluster;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class StartAndStopTests
{
    /// <summary>Side by side they ran into each other's end in one stop of three, and said so: 3 s each.</summary>
    [Fact, Trait("lane", "long")]
    public async Task Silos_of_one_process_wait_for_none_of_them_that_ended_before()
    {
        using var kept = new KeptLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(kept));
        for (var start = 0; start < 3; start++)
        {
            using var folder = new TempFolder();
            await using var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
            await using var silos = await ProcessSilos.Start(new ProcessSilosOptions { Silos = 3 }, journal, new TownDirectory(journal.ReadModel), TimeProvider.System, loggers);
        }
        Assert.DoesNotContain(kept.Lines, line => line.Contains("gossip", StringComparison.Ordinal));
    }
}
