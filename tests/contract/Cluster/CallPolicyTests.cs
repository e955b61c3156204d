using RealtimeGov.Cluster.Calls;
using RealtimeGov.Tests.Support;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Cluster;

public sealed class CallPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    // The cluster gives up by itself about when the caller does.
    private static readonly TimeSpan LostAfter = CallPolicy.AttemptMax - TimeSpan.FromMilliseconds(50);

    private readonly WaitedTime time = new(new ManualTime(Start));

    [Fact]
    public async Task A_call_that_was_lost_is_asked_again_after_a_pause()
    {
        var attempts = new List<DateTimeOffset>();
        var answer = new CallPolicy(time, CallPolicy.AttemptMax).Call(async () =>
        {
            attempts.Add(time.GetUtcNow());
            return attempts.Count < 5 ? await Lost() : 7;
        });
        await Pass(answer);
        Assert.Equal((7, 5), (await answer, attempts.Count));
        // The attempt, then a pause that doubles from 20 ms on, and is half to one and a half times as long.
        var waits = attempts.Zip(attempts.Skip(1), (one, next) => (next - one).TotalMilliseconds).ToList();
        Assert.All(waits.Zip([20, 40, 80, 160]), wait => Assert.True(wait.First >= LostAfter.TotalMilliseconds + wait.Second * 0.5, $"{wait.First} ms"));
    }

    [Fact]
    public async Task One_attempt_is_under_way_at_a_time_and_waited_for_for_its_whole_time()
    {
        var asked = 0;
        var answer = new CallPolicy(time, CallPolicy.AttemptMax).Call(() => ++asked == 1 ? new TaskCompletionSource<int>().Task : Task.FromResult(7));
        time.Manual.Advance(CallPolicy.AttemptMax - TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, 1), (asked, time.Waiting));
        time.Manual.Advance(TimeSpan.FromMilliseconds(1));
        await Pass(answer);
        Assert.Equal((7, 2), (await answer, asked));
    }

    [Fact]
    public async Task After_fifteen_seconds_the_caller_is_told_to_send_it_again()
    {
        var answer = new CallPolicy(time, CallPolicy.AttemptMax).Call(Lost);
        await Pass(answer);
        var refused = await Assert.ThrowsAsync<NotDurableException>(() => answer);
        Assert.StartsWith("no answer within 15 s, the last time: ", refused.Message);
        Assert.True(time.GetUtcNow() - Start >= CallPolicy.PatienceMax);
    }

    [Fact]
    public async Task What_a_grain_says_is_its_answer()
    {
        var asked = 0;
        var answer = new CallPolicy(time, CallPolicy.AttemptMax).Call<int>(() =>
        {
            asked++;
            throw new NotDurableException("full");
        });
        Assert.Equal("full", (await Assert.ThrowsAsync<NotDurableException>(() => answer)).Message);
        Assert.Equal(1, asked);
    }

    private Task<int> Lost()
    {
        time.Skip(LostAfter);
        return Task.FromException<int>(new TimeoutException("lost"));
    }

    // Only while somebody waits for it: on a busy machine the clock would run away from a caller who waits for a thread.
    private async Task Pass(Task answer)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!answer.IsCompleted && patience.Elapsed < Patience.Max)
        {
            if (time.Waiting > 0) time.Manual.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    /// <summary>A clock that knows how many timers are still to fire, and can be ahead of them.</summary>
    private sealed class WaitedTime(ManualTime manual) : TimeProvider
    {
        private int waiting;
        private long aheadTicks;

        public ManualTime Manual => manual;

        public int Waiting => Volatile.Read(ref waiting);

        public override long TimestampFrequency => manual.TimestampFrequency;

        /// <summary>So much time passes in the attempt itself, from whatever thread.</summary>
        public void Skip(TimeSpan time) => Interlocked.Add(ref aheadTicks, time.Ticks);

        public override DateTimeOffset GetUtcNow() => manual.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks));

        public override long GetTimestamp() => manual.GetTimestamp() + Interlocked.Read(ref aheadTicks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref waiting);
            return manual.CreateTimer(given =>
            {
                Interlocked.Decrement(ref waiting);
                callback(given);
            }, state, dueTime, period);
        }
    }
}
