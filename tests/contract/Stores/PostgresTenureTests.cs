using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>A journal is written by one process alone or by the silos of one cluster, and never by both at once.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresTenureTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    private string Where => $"database {Database[(Database.LastIndexOf('=') + 1)..]} at 127.0.0.1:{Cluster.Port}";

    [Theory]
    [InlineData(JournalUse.Alone)]
    [InlineData(JournalUse.Together)]
    public async Task S4_who_was_overtaken_writes_nothing_more_and_says_by_whom(JournalUse use)
    {
        await using var journal = await As("first", use);
        var store = journal.OpenStore("silo-1");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 1)], default));
        await PostgresCluster.Execute(Database, "update tenure set epoch = epoch + 1, holder = 'the second'");
        Assert.Equal(CommitOutcome.Superseded, (await store.Commit([Make("grid/A", 2, number: 2)], default)).Outcome);
        Assert.Equal("the second", await journal.Superseded.WaitAsync(Within));
        Assert.Equal(1L, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task A_process_that_writes_alone_is_refused_while_one_silo_of_a_cluster_lives()
    {
        var first = await As("silo one", JournalUse.Together);
        await using var second = await As("silo two", JournalUse.Together);
        await first.DisposeAsync();
        var refused = await Assert.ThrowsAsync<PostgresStartException>(() => As("process", JournalUse.Alone));
        Assert.Equal($"the journal in {Where} is written by silo two, one of a cluster's silos. "
            + "Stop all of them first, or start a gateway of that cluster instead; or give this one a database of its own.", refused.Message);
        Assert.Equal(CommitAttempt.Committed, await second.OpenStore("silo-2").Commit([Make("grid/A", 1)], default));
    }

    [Fact]
    public async Task A_silo_is_refused_while_a_process_that_writes_alone_lives()
    {
        await using var alone = await As("process", JournalUse.Alone);
        var refused = await Assert.ThrowsAsync<PostgresStartException>(() => As("silo", JournalUse.Together));
        Assert.Equal($"the journal in {Where} is written by process. Stop that process first; or give this one a database of its own.", refused.Message);
        Assert.Equal(CommitAttempt.Committed, await alone.OpenStore("silo-1").Commit([Make("grid/A", 1)], default));
    }

    [Fact]
    public async Task A_journal_goes_from_one_process_to_silos_that_start_at_once_and_back()
    {
        await (await As("process", JournalUse.Alone)).DisposeAsync();
        var silos = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => As($"silo {number}", JournalUse.Together)));
        for (var number = 0; number < silos.Length; number++)
            Assert.Equal(CommitAttempt.Committed, await silos[number].OpenStore($"silo-{number}").Commit([Make($"grid/{number}", 1)], default));
        foreach (var silo in silos) await silo.DisposeAsync();
        await using var alone = await As("process", JournalUse.Alone);
        Assert.Equal(CommitAttempt.Committed, await alone.OpenStore("silo-1").Commit([Make("grid/A", 1)], default));
    }

    private Task<PostgresJournal> As(string holder, JournalUse use) =>
        Open(new PostgresJournalOptions { ConnectionString = Database, Use = use, Holder = holder });
}
