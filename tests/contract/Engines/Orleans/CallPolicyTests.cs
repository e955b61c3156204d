using Orleans.Runtime;
using RealtimeGov.Actors.Shell;
using RealtimeGov.Engines.Orleans.Calls;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Engines.Orleans;

public sealed class CallPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new(Start);

    [Fact]
    public async Task A_call_that_was_lost_is_asked_again_one_at_a_time()
    {
        var attempts = new List<DateTimeOffset>();
        var (under, most) = (0, 0);
        var answer = CallPolicy.Patient(time).Call(async () =>
        {
            attempts.Add(time.GetUtcNow());
            most = Math.Max(most, ++under);
            try { return attempts.Count < 5 ? await Lost() : 7; }
            finally { under--; }
        });
        await Pass(answer);
        Assert.Equal((7, 5, 1), (await answer, attempts.Count, most));
        // The attempt, then a pause that doubles from 20 ms on, and is half to one and a half times as long.
        var waits = attempts.Zip(attempts.Skip(1), (one, next) => (next - one).TotalMilliseconds).ToList();
        Assert.All(waits.Zip([20, 40, 80, 160]), wait => Assert.True(wait.First >= LostAfter.TotalMilliseconds + wait.Second * 0.5, $"{wait.First} ms"));
    }

    [Fact]
    public async Task After_fifteen_seconds_the_caller_is_told_to_send_it_again()
    {
        var answer = CallPolicy.Patient(time).Call(Lost);
        await Pass(answer);
        var refused = await Assert.ThrowsAsync<NotDurableException>(() => answer);
        Assert.StartsWith("no answer within 15 s, the last time: ", refused.Message);
        Assert.True(time.GetUtcNow() - Start >= CallPolicy.PatienceMax);
    }

    [Fact]
    public async Task What_an_actor_says_is_its_answer()
    {
        var asked = 0;
        var answer = CallPolicy.Patient(time).Call<int>(() =>
        {
            asked++;
            throw new NotDurableException("full");
        });
        Assert.Equal("full", (await Assert.ThrowsAsync<NotDurableException>(() => answer)).Message);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_actor_asks_once()
    {
        var asked = 0;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => CallPolicy.Once(time).Call<int>(() =>
        {
            asked++;
            throw new SiloUnavailableException("lost");
        }));
        Assert.Equal(1, asked);
    }

    // The cluster gives up by itself about when the caller does.
    private static readonly TimeSpan LostAfter = CallPolicy.AttemptMax - TimeSpan.FromMilliseconds(50);

    private async Task<int> Lost()
    {
        await Task.Delay(LostAfter, time);
        throw new TimeoutException("lost");
    }

    private async Task Pass(Task answer)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!answer.IsCompleted && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
