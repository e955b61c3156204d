using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>
/// The gateways attached in this process. To regions a gateway is known by its ear's address in the cluster, so that
/// whichever silo a region lives on, and moves to, can push to it.
/// </summary>
internal sealed class GatewayObservers(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, GatewayObserver> attached = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">One of that name is attached.</exception>
    public IDisposable Attach(string watcher, IWatcher gateway)
    {
        var ear = new GatewayObserver(gateway, this, watcher);
        if (!attached.TryAdd(watcher, ear)) throw new InvalidOperationException($"a gateway is attached as {watcher} already");
        ear.Reference = grains.CreateObjectReference<IGatewayObserver>(ear);
        return ear;
    }

    /// <summary>The watcher's own name where it is not attached here.</summary>
    public string AddressOf(string watcher) =>
        attached.TryGetValue(watcher, out var ear) ? ((IAddressable)ear.Reference!).GetGrainId().ToString() : watcher;

    private void Detach(string watcher, GatewayObserver ear)
    {
        if (attached.TryRemove(new(watcher, ear))) grains.DeleteObjectReference<IGatewayObserver>(ear.Reference!);
    }

    /// <summary>Held here for as long as it is attached: the cluster's own reference is a weak one.</summary>
    private sealed class GatewayObserver(IWatcher gateway, GatewayObservers ears, string watcher) : IGatewayObserver, IDisposable
    {
        public IGatewayObserver? Reference { get; set; }

        public Task Push(DaySummary summary) => gateway.Push(summary);

        public void Dispose() => ears.Detach(watcher, this);
    }
}
