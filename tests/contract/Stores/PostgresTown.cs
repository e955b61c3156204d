using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>A database of one test's own with a journal in it, and what its tests say to it.</summary>
public abstract class PostgresTown(PostgresCluster cluster) : IAsyncLifetime
{
    protected PostgresCluster Cluster => cluster;

    protected string Database { get; private set; } = "";

    protected PostgresJournal Journal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await cluster.CreateDatabase();
        Journal = await Open(new PostgresJournalOptions { ConnectionString = Database });
    }

    public async Task DisposeAsync() => await Journal.DisposeAsync();

    private protected static Task<PostgresJournal> Open(PostgresJournalOptions options) => PostgresJournal.Open(options, TimeProvider.System);

    private protected static Committer CommitterOf(IJournalStore store) =>
        new(store, new CommitterOptions { RetryMax = TimeSpan.FromMilliseconds(200) }, TimeProvider.System, NullLogger.Instance);

    private protected static Append Make(string stream, ulong seq, long incarnation = 1, long number = 1, params Guid[] claims) =>
        new(incarnation, number, Envelope.Unknown, [new StreamSlice(stream, seq, [new JournalEvent("Test", [(byte)seq])])], [.. claims.Select(id => new Claim(id, stream, "", false))], new ReadRows());

    private protected Task<object?> Scalar(string sql) => PostgresCluster.Scalar(Database, sql);

    /// <summary>The server's process of a silo's committer.</summary>
    private protected async Task<int?> SessionOf(string silo, string condition = "true") =>
        (int?)await Scalar($"select pid from pg_stat_activity where datname = current_database() and application_name like 'realtimegov/{silo}/%' and {condition}");

    private protected Task UntilWaitingForALock(string silo) =>
        Eventually.Holds(async () => await SessionOf(silo, "wait_event_type = 'Lock'") is not null);
}
