using System.Diagnostics;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Commit;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>J4: a silo that stands still, with a real signal, while its open transaction holds keys.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFrozenSiloTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData("silo-1", "", 2)] // the same silo, started again
    [InlineData("silo-2", "silo-1", 2)] // another one, after the cluster declared it dead
    [InlineData("silo-2", "", 3)] // another one, of which nobody knows
    public async Task J4_a_frozen_silo_does_not_block_its_successor_and_writes_nothing_when_thawed(string successor, string dead, int withinSeconds)
    {
        // It did wait for the frozen one's keys.
        await AssertBestOfThree(0.5, withinSeconds, attempt => Succeed(successor, dead, attempt));
        Assert.Equal(Attempts, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task J4_anybody_who_blocks_for_over_two_seconds_is_ended() => await AssertBestOfThree(2, 3, Outwait);

    [Theory]
    [InlineData("realtimegov/silo-1/old", "idle in transaction", false, true)] // a former session of one's own
    [InlineData("realtimegov/silo-9/x", "active", false, true)] // of a dead silo
    [InlineData("realtimegov/silo-2/x", "active", false, false)] // of a living one: it has its time
    [InlineData("realtimegov/silo-2/x", "active", true, true)]
    [InlineData("psql", "idle in transaction", false, false)]
    [InlineData("psql", "idle in transaction", true, true)]
    [InlineData("realtimegov/schema", "active", true, false)] // a schema change at work
    [InlineData("realtimegov/schema", "idle in transaction", true, true)] // and one that stands still
    public void J4_who_is_ended(string application, string state, bool isOverdue, bool isEnded) =>
        Assert.Equal(isEnded, new Blocker(1, DateTime.UnixEpoch, application, state).IsToEnd("silo-1", silo => silo == "silo-9", isOverdue));

    private long Attempts { get; set; }

    // What keeps the machine busy may keep one attempt waiting longer than the store does; nothing lets one succeed too early.
    private async Task AssertBestOfThree(double fromSeconds, double toSeconds, Func<string, Task<TimeSpan>> attempt)
    {
        var best = double.MaxValue;
        while (best > toSeconds && Attempts < 3)
        {
            Attempts++;
            var seconds = (await attempt($"grid/{Attempts}")).TotalSeconds;
            Assert.InRange(seconds, fromSeconds, TooLong.TotalSeconds);
            best = Math.Min(best, seconds);
        }
        Assert.InRange(best, fromSeconds, toSeconds);
    }

    private async Task<TimeSpan> Succeed(string successor, string dead, string grid)
    {
        await using var frozen = ChildProcess.Start("dotnet", [typeof(FrozenSilo).Assembly.Location, Database, "silo-1", grid]);
        await frozen.Line("holding", Patience.Max);
        await Eventually.Holds(async () => await SessionOf("silo-1", "backend_xid is not null and wait_event = 'ClientRead'") is not null);
        frozen.Freeze();

        await using var journal = await Open(new PostgresJournalOptions { ConnectionString = Database, IsDead = silo => silo == dead });
        await using var committer = CommitterOf(journal.OpenStore(successor));
        var started = Stopwatch.GetTimestamp();
        var fate = (await committer.Commit(Make(grid, 1, incarnation: 2)).WaitAsync(TooLong)).Outcome;
        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.Equal(AppendOutcome.Durable, fate);

        frozen.Thaw();
        Assert.Equal($"fate {AppendOutcome.Conflict}", await frozen.Line("fate", Patience.Max));
        Assert.Equal(0, await frozen.Exit(Patience.Max));
        Assert.Equal([[1]], (await journal.Streams.Load(grid, default)).Tail);
        return elapsed;
    }

    private async Task<TimeSpan> Outwait(string grid)
    {
        // psql stops itself for good, in the middle of a transaction.
        await using var frozen = ChildProcess.Start(PostgresPrograms.Path("psql"),
            ["-X", "-q", "-c", "begin", "-c", $"insert into journal values (1, 9, 9, '{grid}', '')", "-c", @"\! kill -STOP $PPID"],
            environment: new Dictionary<string, string?>
            {
                ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{Cluster.Port}", ["PGUSER"] = PostgresCluster.User, ["PGPASSWORD"] = PostgresCluster.Password,
                ["PGDATABASE"] = Database[(Database.LastIndexOf('=') + 1)..],
            });
        await Eventually.Holds(async () => (long)(await Scalar("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'psql' and state = 'idle in transaction' and backend_xid is not null"))! == 1);
        await using var committer = CommitterOf(Journal.OpenStore("silo-1"));
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(AppendOutcome.Durable, (await committer.Commit(Make(grid, 1)).WaitAsync(TooLong)).Outcome);
        return Stopwatch.GetElapsedTime(started);
    }
}
