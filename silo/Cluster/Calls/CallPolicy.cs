using Orleans.Runtime;
using RealtimeGov.Grains;

namespace RealtimeGov.Cluster.Calls;

/// <summary>
/// How long a gateway waits for a grain, and how often it asks. A call that was lost with its silo is asked again, one at a
/// time: what it asked for may have been done, and every command of ours may come twice.
/// </summary>
internal sealed class CallPolicy(TimeProvider time, TimeSpan patience)
{
    /// <summary>Of one attempt at a gateway: a grain that lives answers in milliseconds, and one that loads within this.</summary>
    public static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(1.5);

    /// <summary>Of all attempts: longer than it takes to notice that a silo is dead.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(400);

    /// <exception cref="NotDurableException">No answer within the patience: send it again.</exception>
    public async Task<T> Call<T>(Func<Task<T>> call)
    {
        var began = time.GetTimestamp();
        for (var pause = PauseMin; ; pause = Longer(pause))
        {
            try
            {
                return await call().WaitAsync(AttemptMax, time);
            }
            catch (Exception e) when (IsOfTheWay(e))
            {
                if (time.GetElapsedTime(began) >= patience)
                    throw new NotDurableException($"no answer within {patience.TotalSeconds:0} s, the last time: {e.Message} Send it again.");
            }
            // Jittered: all who lost the same silo must not come back at the same moment.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time);
        }
    }

    // Time-outs, lost silos, full queues; what a grain itself throws is its answer.
    private static bool IsOfTheWay(Exception e) => e is TimeoutException or OrleansException;

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < PauseMax ? pause * 2 : PauseMax;
}
