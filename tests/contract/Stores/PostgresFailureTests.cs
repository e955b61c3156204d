using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>A server, a session or a statement that ends while appends flow: all that was acknowledged is there, once.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFailureTests(PostgresCluster cluster) : PostgresTown(cluster)
{
    private const int Streams = 4, PerStreamAtLeast = 50, Window = 8;

    [Fact]
    public async Task S5_a_server_that_falls_and_comes_back_under_load_loses_and_doubles_nothing()
    {
        var store = new Watched(Journal.OpenStore("silo-1"));
        await using var committer = CommitterOf(store);
        var flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var flows = Enumerable.Range(1, Streams).Select(s => Flow(committer, s, flowing, isBack.Task)).ToArray();
        await flowing.Task;
        await Cluster.Restart("immediate");
        isBack.SetResult();
        var acknowledged = await Task.WhenAll(flows);
        Assert.Contains(CommitOutcome.Unknown, store.Outcomes);
        Assert.Equal((long)acknowledged.Sum(), await Scalar("select count(*) from journal"));
        Assert.Equal((long)acknowledged.Sum(), await Scalar("select count(*) from report_id"));
        for (var s = 1; s <= Streams; s++)
            Assert.Equal(Enumerable.Range(1, acknowledged[s - 1]).Select(i => (byte)i), (await Journal.Streams.Load($"grid/{s}", default)).Tail.Select(facts => facts.Single()));
    }

    [Fact]
    public async Task J3_a_server_that_is_away_leaves_the_outcome_unknown_until_it_is_back()
    {
        var store = Journal.OpenStore("silo-1");
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 1)], default));
        await Cluster.Stop("immediate");
        try
        {
            Assert.Equal(CommitOutcome.Unknown, (await store.Commit([Make("grid/A", 2, number: 2)], default)).Outcome); // the session breaks
            Assert.Equal(CommitOutcome.Unknown, (await store.Commit([Make("grid/A", 2, number: 2)], default)).Outcome); // no other is to be had
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Inspect([Make("grid/A", 2, number: 2)], default));
        }
        finally
        {
            await Cluster.Start();
        }
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Make("grid/A", 2, number: 2)], default));
        Assert.Equal(2ul, (await Journal.Streams.Load("grid/A", default)).Head);
    }

    [Theory]
    [InlineData("select pg_cancel_backend({0})")]
    [InlineData("select pg_terminate_backend({0})")]
    [InlineData("kill -9")]
    public async Task J3_what_is_killed_in_the_middle_of_a_commit_is_tried_again(string killing)
    {
        await using var committer = CommitterOf(Journal.OpenStore("silo-1"));
        Assert.Equal(AppendOutcome.Durable, (await committer.Commit(Make("grid/A", 1))).Outcome);
        Task<AppendResult> commit;
        await using (var other = new NpgsqlConnection(Database + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            // The claims come after the journal: the commit stands still in its middle.
            await using (var hold = new NpgsqlCommand("lock table report_id in access exclusive mode", other)) await hold.ExecuteNonQueryAsync();
            commit = committer.Commit(Make("grid/A", 2, number: 2, claims: Guid.NewGuid()));
            await UntilWaitingForALock("silo-1");
            await Kill(killing, (await SessionOf("silo-1"))!.Value);
        }
        Assert.Equal(AppendOutcome.Durable, (await commit).Outcome);
        Assert.Equal(AppendOutcome.Durable, (await committer.Commit(Make("grid/A", 3, number: 3))).Outcome);
        Assert.Equal(3ul, (await Journal.Streams.Load("grid/A", default)).Head);
        Assert.Equal(1L, await Scalar("select count(*) from report_id"));
    }

    [Fact]
    public async Task A_committer_that_is_kept_waiting_stops_when_it_is_told_to()
    {
        await using var other = new NpgsqlConnection(Database + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table journal in access exclusive mode", other)) await hold.ExecuteNonQueryAsync();
        var committer = new Committer(Journal.OpenStore("silo-1"), new CommitterOptions { StopMax = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, NullLogger.Instance);
        var commit = committer.Commit(Make("grid/A", 1));
        await UntilWaitingForALock("silo-1");
        await committer.DisposeAsync().AsTask().WaitAsync(Patience.Max);
        Assert.Equal(AppendOutcome.Unknown, (await commit).Outcome);
        await transaction.RollbackAsync();
        Assert.Equal(0L, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task J2_an_answer_that_was_lost_is_found_when_the_append_is_tried_again()
    {
        await Journal.OpenStore("silo-1").Commit([Make("grid/A", 1, claims: Guid.NewGuid())], default);
        var again = Make("grid/A", 1);
        await using var committer = CommitterOf(Journal.OpenStore("silo-2"));
        Assert.Equal(AppendOutcome.Durable, (await committer.Commit(again)).Outcome); // same incarnation, same number: it is there
        Assert.Equal(1L, await Scalar("select count(*) from journal"));
    }

    [Fact]
    public async Task Reads_come_back_with_the_server()
    {
        await Journal.OpenStore("silo-1").Commit([Make("grid/A", 1)], default);
        Assert.Equal(1ul, (await Journal.Streams.Load("grid/A", default)).Head);
        await Cluster.Restart("immediate");
        Assert.Equal(1ul, (await Journal.Streams.Load("grid/A", default)).Head); // not the former server's session
        Assert.Empty(await Journal.ReadModel.Stewards(default));
    }

    /// <summary>Appends to one stream until the server is back, a few in flight; how many were acknowledged: all.</summary>
    private static async Task<int> Flow(Committer committer, int stream, TaskCompletionSource flowing, Task isBack)
    {
        var inFlight = new Queue<Task<AppendResult>>();
        var sent = 0;
        while (sent < PerStreamAtLeast || !isBack.IsCompleted)
        {
            sent++;
            inFlight.Enqueue(committer.Commit(Make($"grid/{stream}", (ulong)sent, incarnation: stream, number: sent, claims: Guid.NewGuid())));
            if (inFlight.Count == Window) Assert.Equal(AppendOutcome.Durable, (await inFlight.Dequeue()).Outcome);
            if (sent == Window * 2) flowing.TrySetResult();
        }
        foreach (var last in inFlight) Assert.Equal(AppendOutcome.Durable, (await last).Outcome);
        return sent;
    }

    private async Task Kill(string killing, int process)
    {
        if (killing == "kill -9")
        {
            await using var kill = ChildProcess.Start("kill", ["-9", $"{process}"]);
            Assert.Equal(0, await kill.Exit(Patience.Max));
        }
        else await Scalar(string.Format(System.Globalization.CultureInfo.InvariantCulture, killing, process));
    }

    private sealed class Watched(IJournalStore inner) : IJournalStore
    {
        public ConcurrentBag<CommitOutcome> Outcomes { get; } = [];

        public async Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation)
        {
            var attempt = await inner.Commit(batch, cancellation);
            Outcomes.Add(attempt.Outcome);
            return attempt;
        }

        public Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation) => inner.Inspect(batch, cancellation);
    }
}
