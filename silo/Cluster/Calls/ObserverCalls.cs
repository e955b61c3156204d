using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>From a silo's grains to gateways: a direct call where the gateway is of this process.</summary>
internal sealed class ObserverCalls(IGrainFactory grains, GatewayObservers observers, TimeProvider time) : IGatewayObservers
{
    /// <summary>A gateway that is gone keeps the others waiting once, this long; one that lives renews within 5 s.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1.5);

    public Task<bool> Push(string observer, DaySummary summary) => Call(observer, gateway => gateway.Push(summary));

    public Task<bool> Push(string observer, DeskChanges changes) => Call(observer, gateway => gateway.Changed(changes));

    private async Task<bool> Call(string observer, Func<IGatewayObserver, Task> what)
    {
        if (observers.TryFind(observer, out var gateway))
        {
            await what(gateway);
            return true;
        }
        if (!GrainId.TryParse(observer, out var address)) return false;
        try
        {
            // Outside the grain's turn, so that the silo is the caller: a gateway's answer to a grain goes to where the
            // grain lives when it is given, and one that has moved meanwhile would wait for it in vain.
            await Task.Run(() => what(grains.GetGrain<IGatewayObserver>(address))).WaitAsync(AnswerMax, time);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return false;
        }
    }
}
