using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>From a region to gateways, in whatever process they are.</summary>
internal sealed class GrainWatchers(IGrainFactory grains, GatewayObservers observers, TimeProvider time) : IWatchers
{
    /// <summary>A gateway that is gone keeps the others waiting once, this long; one that lives renews within 5 s.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1.5);

    public async Task<bool> Push(string watcher, DaySummary summary)
    {
        if (observers.TryFind(watcher, out var gateway))
        {
            await gateway.Push(summary);
            return true;
        }
        if (!GrainId.TryParse(watcher, out var ear)) return false;
        try
        {
            // Outside the actor's turn, so that the silo is the caller: a gateway's answer to a grain goes to where the
            // grain lives when it is given, and one that has moved meanwhile would wait for it in vain.
            await Task.Run(() => grains.GetGrain<IGatewayObserver>(ear).Push(summary)).WaitAsync(AnswerMax, time);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return false;
        }
    }
}
