using RealtimeGov.Engines.Local;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Engine;

public sealed class MailboxTests
{
    [Fact]
    public async Task One_actors_turns_never_run_in_parallel_though_many_threads_send()
    {
        var (mailbox, inside, overlaps, count) = (new Mailbox(), 0, 0, 0);
        const int senders = 8, each = 20_000;
        var done = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
                mailbox.Post(_ =>
                {
                    if (Interlocked.Increment(ref inside) != 1) overlaps++;
                    if (++count == senders * each) done.SetResult();
                    Interlocked.Decrement(ref inside);
                }, null);
        })));
        await done.Task.WaitAsync(Patience.Max);
        Assert.Equal((0, senders * each), (overlaps, count));
    }

    [Fact]
    public async Task An_await_gives_the_turn_away_and_comes_back_to_the_mailbox()
    {
        var (mailbox, steps) = (new Mailbox(), new List<string>());
        var (gate, first, second) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        async void Waits()
        {
            steps.Add("before");
            await gate.Task;
            steps.Add(SynchronizationContext.Current == mailbox ? "after, at home" : "after, elsewhere");
            first.SetResult();
        }
        mailbox.Post(_ => Waits(), null);
        mailbox.Post(_ =>
        {
            steps.Add("meanwhile");
            second.SetResult();
        }, null);
        await second.Task;
        gate.SetResult();
        await first.Task.WaitAsync(Patience.Max);
        Assert.Equal(["before", "meanwhile", "after, at home"], steps);
    }

    [Fact]
    public void A_busy_actor_gives_others_their_turn_after_64()
    {
        var (mailbox, ran) = (new Mailbox(runsItself: false), 0);
        for (var i = 0; i < 150; i++) mailbox.Post(_ => ran++, null);
        var afterEachGo = new List<int>();
        for (var go = 0; go < 3; go++)
        {
            mailbox.Execute();
            afterEachGo.Add(ran);
        }
        Assert.Equal([64, 128, 150], afterEachGo);
    }

    [Fact]
    public async Task A_few_busy_actors_do_not_keep_the_pool_to_themselves()
    {
        await using var busy = ChildProcess.Start("dotnet", [typeof(BusyActors).Assembly.Location], environment: BusyActors.OneThread);
        var told = await busy.Line("turns ", Patience.Max);
        // Of every 33 times that a mailbox is given to the pool one is behind all others' work: then nobody is left before it.
        Assert.Equal($"turns {BusyActors.Pairs * Mailbox.OwnMax}", told);
        Assert.Equal(0, await busy.Exit(Patience.Max));
    }

    [Fact]
    public void A_mailbox_cannot_be_waited_for() =>
        Assert.Throws<NotSupportedException>(() => new Mailbox().Send(_ => { }, null));
}
