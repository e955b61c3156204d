using Orleans.Runtime;
using RealtimeGov.Grains;

namespace RealtimeGov.Cluster.Calls;

/// <summary>
/// How long a gateway waits for a grain, and how often it asks. A call that was lost with its silo is asked again, one at a
/// time: what it asked for may have been done, and every command of ours may come twice.
/// </summary>
/// <param name="attemptMax">Of one attempt.</param>
/// <param name="lost">Cancelled when the silo that calls go through just now is lost, and with it every answer.</param>
internal sealed class CallPolicy(TimeProvider time, TimeSpan attemptMax, Func<CancellationToken>? lost = null)
{
    /// <summary>Of one attempt from a process without silos: a grain that lives answers in milliseconds, and one that loads within this.</summary>
    public static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// The same beside a silo, which breaks off what a dead one owes by itself. Longer than the queue of all devices' full
    /// windows at a slow store: what is asked again meanwhile is answered DUPLICATE, and was work for nothing (seen).
    /// </summary>
    public static readonly TimeSpan HostedAttemptMax = TimeSpan.FromSeconds(5);

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
            var gone = lost?.Invoke() ?? CancellationToken.None;
            try
            {
                return await call().WaitAsync(attemptMax, time, gone);
            }
            catch (Exception e) when (IsOfTheWay(e))
            {
                if (time.GetElapsedTime(began) >= PatienceMax)
                    throw new NotDurableException($"no answer within {PatienceMax.TotalSeconds:0} s, the last time: {e.Message} Send it again.");
            }
            // Jittered: all who lost the same silo must not come back at the same moment.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time);
        }
    }

    // Time-outs, lost silos, full queues; what a grain itself throws is its answer.
    private static bool IsOfTheWay(Exception e) => e is TimeoutException or OrleansException or OperationCanceledException;

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < PauseMax ? pause * 2 : PauseMax;
}
