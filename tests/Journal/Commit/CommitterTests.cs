using RealtimeGov.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Faults;

namespace RealtimeGov.Journal.Tests.Commit;

public sealed class CommitterTests : IAsyncLifetime
{
    private static readonly CommitterOptions Quick = new() { RetryFirst = TimeSpan.FromMilliseconds(1), RetryMax = TimeSpan.FromMilliseconds(5) };

    private readonly MemoryStore memory = new();
    private readonly Faults faults = new();
    private readonly FaultyStore store;
    private readonly Committer committer;

    public CommitterTests()
    {
        store = new FaultyStore(memory, faults);
        committer = new Committer(store, Quick, TimeProvider.System, NullLogger.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await committer.DisposeAsync();

    [Fact]
    public async Task What_arrives_during_a_flush_shares_the_next_transaction()
    {
        var a = new Writer("grid/A", 1);
        var paused = faults.Pause("grid/A", 1);
        var first = committer.Commit(a.Next());
        await paused.Reached;
        var rest = Enumerable.Range(0, 99).Select(_ => committer.Commit(a.Next())).ToList();
        Assert.Equal(100, committer.Depth);
        paused.LetGo();
        await Task.WhenAll([first, .. rest]);
        Assert.Equal(2, memory.Transactions);
        Assert.Equal(100, memory.Committed.Count);
    }

    [Fact]
    public async Task J1_appends_commit_in_the_order_in_which_they_came()
    {
        var a = new Writer("grid/A", 1);
        var appends = Enumerable.Range(0, 500).Select(_ => a.Next()).ToList();
        await Task.WhenAll(appends.Select(committer.Commit));
        Assert.Equal(appends, memory.Committed);
    }

    [Fact]
    public async Task J1_an_append_over_two_streams_is_written_whole_or_not_at_all()
    {
        await Durable(new Writer("issue/A.1", 9).Next());
        var result = await committer.Commit(new Writer("grid/A", 1).Next(alsoOpens: "issue/A.1"));
        Assert.Equal(AppendOutcome.Conflict, result.Outcome);
        Assert.DoesNotContain(memory.Committed, append => append.Slices.Any(s => s.Stream == "grid/A"));
    }

    [Fact]
    public async Task J2_after_a_zombies_append_fails_its_next_one_is_not_tried()
    {
        // Somebody else wrote 1 to 5; the zombie believes that the head is 4, and its sixth would be next in truth.
        var successor = new Writer("grid/A", 2);
        for (var i = 0; i < 5; i++) await Durable(successor.Next());
        var zombie = new Writer("grid/A", 1).StandingAt(4);
        var fifth = await committer.Commit(zombie.Next());
        var sixth = await committer.Commit(zombie.Next());
        Assert.Equal((AppendOutcome.Conflict, AppendOutcome.Conflict), (fifth.Outcome, sixth.Outcome));
        Assert.Equal(5, memory.Committed.Count);
        Assert.Single(store.Attempts, batch => batch.Any(a => a.Incarnation == 1));
    }

    [Fact]
    public async Task J2_poison_spreads_through_an_append_over_several_streams()
    {
        await Durable(new Writer("grid/A", 2).Next());
        var zombie = new Writer("grid/A", 1);
        var opens = await committer.Commit(zombie.Next(alsoOpens: "issue/A.7"));
        // The same incarnation goes on with the issue alone: what it stands on was never written.
        var onward = await committer.Commit(new Append(1, 9, Envelope.Unknown, [new StreamSlice("issue/A.7", 1, [new JournalEvent("Test", [3])])], [], new ReadRows()));
        Assert.Equal((AppendOutcome.Conflict, AppendOutcome.Conflict), (opens.Outcome, onward.Outcome));
        Assert.Single(memory.Committed);
    }

    [Fact]
    public async Task J2_a_new_incarnation_is_not_poisoned_by_the_old_one()
    {
        await Durable(new Writer("grid/A", 2).Next());
        Assert.Equal(AppendOutcome.Conflict, (await committer.Commit(new Writer("grid/A", 1).Next())).Outcome);
        await Durable(new Writer("grid/A", 3).StandingAt(1).Next());
    }

    [Fact]
    public async Task J2_releasing_an_incarnation_forgets_its_poison()
    {
        await Durable(new Writer("grid/A", 2).Next());
        var zombie = new Writer("grid/A", 1);
        await committer.Commit(zombie.Next());
        committer.Release(1);
        await Durable(zombie.Next()); // a grain never does this: it shows that nothing is kept
    }

    [Fact]
    [Trait("lane", "cases")] // case 503: everybody waited for ever behind the one grid whose pages were damaged
    public async Task J3_who_meets_damage_is_asked_to_send_again_and_everybody_else_is_committed()
    {
        faults.Damage("grid/A");
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var damaged = new Writer("grid/A", 1);
        var all = new[] { new Writer("grid/B", 2).Next(), damaged.Next(), damaged.Next(), new Writer("grid/C", 3).Next() }.Select(committer.Commit).ToList(); // one batch
        gate.LetGo();
        var fates = await Task.WhenAll([blocker, .. all]).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(
            [AppendOutcome.Durable, AppendOutcome.Durable, AppendOutcome.Unknown, AppendOutcome.Unknown, AppendOutcome.Durable],
            fates.Select(f => f.Outcome));
        await Durable(new Writer("grid/B", 2).StandingAt(1).Next());
    }

    [Fact]
    public async Task J3_a_conflict_drops_the_culprit_and_commits_everybody_else_in_the_same_cycle()
    {
        await Durable(new Writer("grid/A", 2).Next());
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var others = Enumerable.Range(0, 10).Select(i => committer.Commit(new Writer($"grid/B{i}", 100 + i).Next())).ToList();
        var culprit = committer.Commit(new Writer("grid/A", 1).Next());
        var later = committer.Commit(new Writer("grid/C", 200).Next());
        gate.LetGo();
        await blocker;
        Assert.All(await Task.WhenAll([.. others, later]), r => Assert.Equal(AppendOutcome.Durable, r.Outcome));
        Assert.Equal(AppendOutcome.Conflict, (await culprit).Outcome);
        Assert.Equal(2, store.Attempts.Count(batch => batch.Any(a => a.Slices[0].Stream == "grid/C")));
    }

    [Fact]
    public async Task J3_bad_data_is_found_by_bisection_and_spoils_nobody_else()
    {
        var bad = Guid.NewGuid();
        memory.Unstorable.Add(bad);
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var tasks = Enumerable.Range(0, 64).Select(i => committer.Commit(new Writer($"grid/{i}", i).Next(i == 41 ? bad : null))).ToList();
        gate.LetGo();
        await blocker;
        var results = await Task.WhenAll(tasks);
        Assert.Equal(AppendOutcome.InvalidData, results[41].Outcome);
        Assert.Equal(63, results.Count(r => r.Outcome == AppendOutcome.Durable));
    }

    [Fact]
    public async Task J3_bad_data_poisons_what_its_incarnation_decided_on_top()
    {
        var bad = Guid.NewGuid();
        memory.Unstorable.Add(bad);
        var a = new Writer("grid/A", 1);
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var results = new[] { committer.Commit(a.Next()), committer.Commit(a.Next(bad)), committer.Commit(a.Next()) };
        gate.LetGo();
        await blocker;
        Assert.Equal([AppendOutcome.Durable, AppendOutcome.InvalidData, AppendOutcome.Conflict], (await Task.WhenAll(results)).Select(r => r.Outcome));
    }

    [Fact]
    public async Task J3_an_unknown_outcome_is_tried_again_unchanged()
    {
        var a = new Writer("grid/A", 1);
        faults.Fail("grid/A", 1, CommitOutcome.Unknown);
        await Durable(a.Next());
        Assert.Equal(2, store.Attempts.Count);
        Assert.Equal(store.Attempts[0], store.Attempts[1]);
        Assert.Single(memory.Committed);
    }

    [Fact]
    public async Task J2_a_conflict_with_ones_own_append_is_success()
    {
        faults.LoseAnswer("grid/A", 1);
        await Durable(new Writer("grid/A", 1).Next(Guid.NewGuid()));
        Assert.Single(memory.Committed);
        Assert.Equal(2, store.Attempts.Count);
    }

    [Fact]
    public async Task J5_an_id_held_by_another_append_is_told_with_where_it_was_counted()
    {
        var id = Guid.NewGuid();
        await Durable(new Writer("grid/A", 1).Next(id));
        var result = await committer.Commit(new Writer("grid/B", 2).Next(id));
        Assert.Equal(AppendOutcome.Conflict, result.Outcome);
        Assert.Equal([new ClaimHeld(id, "grid/A", "", false)], result.ClaimsHeld);
    }

    [Fact]
    public async Task J5_two_appends_of_one_batch_that_claim_one_id_are_told_apart()
    {
        var (id, gate) = (Guid.NewGuid(), faults.Pause("grid/Z", 1));
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var first = committer.Commit(new Writer("grid/A", 1).Next(id));
        var second = committer.Commit(new Writer("grid/B", 2).Next(id));
        gate.LetGo();
        await blocker;
        Assert.Equal(AppendOutcome.Durable, (await first).Outcome);
        Assert.Equal([new ClaimHeld(id, "grid/A", "", false)], (await second).ClaimsHeld);
    }

    [Fact]
    public async Task J2_all_that_a_batch_poisons_hears_at_once_which_of_its_ids_are_held()
    {
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        var a = new Writer("grid/A", 1);
        foreach (var id in ids) await Durable(a.Next(id));
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var b = new Writer("grid/B", 2);
        var again = ids.ConvertAll(id => committer.Commit(b.Next(id)));
        gate.LetGo();
        await blocker;
        Assert.Equal(ids, (await Task.WhenAll(again)).SelectMany(r => r.ClaimsHeld).Select(c => c.ReportId));
    }

    [Fact]
    public async Task Rejections_are_told_only_when_the_earlier_appends_of_the_batch_are_durable()
    {
        await Durable(new Writer("issue/A.2", 9).Next());
        var a = new Writer("grid/A", 1);
        var gate = faults.Pause("grid/Z", 1);
        var blocker = committer.Commit(new Writer("grid/Z", 5).Next());
        await gate.Reached;
        var good = committer.Commit(a.Next());
        var bad = committer.Commit(a.Next(alsoOpens: "issue/A.2"));
        gate.LetGo();
        await blocker;
        Assert.Equal(AppendOutcome.Conflict, (await bad).Outcome);
        Assert.Contains(memory.Committed, append => append.Slices[0] is { Stream: "grid/A", FirstSeq: 1 });
        Assert.Equal(AppendOutcome.Durable, (await good).Outcome);
    }

    [Fact]
    public async Task S7_a_full_queue_says_so()
    {
        await using var small = new Committer(store, Quick with { AppendsMax = 3 }, TimeProvider.System, NullLogger.Instance);
        var (a, gate) = (new Writer("grid/Q", 1), faults.Pause("grid/Q", 1));
        var waiting = new List<Task<AppendResult>> { small.Commit(a.Next()) };
        await gate.Reached;
        waiting.Add(small.Commit(a.Next()));
        Assert.True(small.HasRoom);
        waiting.Add(small.Commit(a.Next()));
        Assert.False(small.HasRoom);
        gate.LetGo();
        await Task.WhenAll(waiting);
        Assert.True(small.HasRoom);
    }

    [Fact]
    public async Task A_store_that_cancels_out_of_turn_does_not_end_the_committer()
    {
        await using var odd = new Committer(new CancelsOnce(memory), Quick, TimeProvider.System, NullLogger.Instance);
        var a = new Writer("grid/O", 1);
        Assert.Equal(AppendOutcome.Durable, (await odd.Commit(a.Next()).WaitAsync(Patience.Max)).Outcome);
        Assert.Equal(AppendOutcome.Durable, (await odd.Commit(a.Next()).WaitAsync(Patience.Max)).Outcome);
    }

    [Fact]
    public async Task J3_what_fails_for_no_fault_of_its_data_is_given_back_to_be_decided_again()
    {
        var a = new Writer("grid/A", 1);
        faults.Fail("grid/A", 1, CommitOutcome.Failed);
        Assert.Equal(AppendOutcome.Conflict, (await committer.Commit(a.Next())).Outcome);
    }

    [Fact]
    public async Task A_transaction_is_bounded_by_events_too()
    {
        await using var small = new Committer(store, Quick with { BatchEventsMax = 10 }, TimeProvider.System, NullLogger.Instance);
        var (a, gate) = (new Writer("grid/E", 1), faults.Pause("grid/E", 1));
        var first = small.Commit(a.Next());
        await gate.Reached;
        var rest = Enumerable.Range(0, 25).Select(_ => small.Commit(a.Next())).ToList();
        gate.LetGo();
        await Task.WhenAll([first, .. rest]);
        Assert.Equal([1, 10, 10, 5], store.Attempts.Select(batch => batch.Sum(append => append.EventCount)));
    }

    private sealed class CancelsOnce(IJournalStore inner) : IJournalStore
    {
        private bool done;

        public Task<CommitAttempt> Commit(IReadOnlyList<Append> batch, CancellationToken cancellation)
        {
            if (done) return inner.Commit(batch, cancellation);
            done = true;
            throw new TaskCanceledException("of the driver's own");
        }

        public Task<IReadOnlyList<Standing>> Inspect(IReadOnlyList<Append> batch, CancellationToken cancellation) => inner.Inspect(batch, cancellation);
    }

    [Fact]
    public async Task Stopping_makes_durable_what_is_queued()
    {
        var a = new Writer("grid/S", 1);
        var stopping = new Committer(store, Quick, TimeProvider.System, NullLogger.Instance);
        var results = Enumerable.Range(0, 50).Select(_ => stopping.Commit(a.Next())).ToList();
        await stopping.DisposeAsync();
        Assert.All(await Task.WhenAll(results), r => Assert.Equal(AppendOutcome.Durable, r.Outcome));
        Assert.Equal(AppendOutcome.Unknown, (await stopping.Commit(a.Next())).Outcome);
    }

    [Fact]
    public async Task A_crash_writes_nothing_more_and_answers_nobody()
    {
        var a = new Writer("grid/A", 1);
        var crashing = new Committer(store, Quick, TimeProvider.System, NullLogger.Instance);
        var paused = faults.Pause("grid/A", 1);
        var results = new List<Task<AppendResult>> { crashing.Commit(a.Next()) };
        await paused.Reached;
        results.Add(crashing.Commit(a.Next()));
        await crashing.Abandon();
        paused.LetGo();
        results.Add(crashing.Commit(a.Next()));
        Assert.All(results, result => Assert.False(result.IsCompleted));
        Assert.Empty(memory.Committed);
    }

    private async Task Durable(Append append) => Assert.Equal(AppendOutcome.Durable, (await committer.Commit(append)).Outcome);
}
