using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Calls;

/// <summary>
/// The gateways attached in this process. To regions a gateway is known by its observer's address in the cluster, so that
/// whichever silo a region lives on, and moves to, can push to it; a silo of the same process calls it directly.
/// </summary>
internal sealed class GatewayObservers
{
    private readonly ConcurrentDictionary<string, Attached> byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IGatewayObserver> byAddress = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">One of that name is attached.</exception>
    public IDisposable Attach(string watcher, IGatewayObserver gateway)
    {
        var attached = new Attached(gateway, this, watcher);
        return byName.TryAdd(watcher, attached) ? attached : throw new InvalidOperationException($"a gateway is attached as {watcher} already");
    }

    /// <summary>The watcher's own name where it is not attached here.</summary>
    /// <param name="grains">Of the client or the silo that the gateway's calls go through just now.</param>
    public string AddressOf(string watcher, IGrainFactory grains) => byName.TryGetValue(watcher, out var attached) ? attached.AddressAt(grains) : watcher;

    /// <summary>The gateway of an address, where it is of this process.</summary>
    public bool TryFind(string address, [NotNullWhen(true)] out IGatewayObserver? gateway) => byAddress.TryGetValue(address, out gateway);

    /// <summary>Held here for as long as it is attached: the cluster's own reference is a weak one.</summary>
    private sealed class Attached(IGatewayObserver gateway, GatewayObservers all, string watcher) : IGatewayObserver, IDisposable
    {
        private readonly Lock gate = new();
        private readonly List<string> addresses = []; // one more with each silo that calls went through and that was lost
        private (IGrainFactory Grains, IGatewayObserver Reference)? current;

        public Task Push(DaySummary summary) => gateway.Push(summary);

        public Task Changed(DeskChanges changes) => gateway.Changed(changes);

        public string AddressAt(IGrainFactory grains)
        {
            lock (gate)
            {
                if (current?.Grains == grains) return addresses[^1];
                var reference = grains.CreateObjectReference<IGatewayObserver>(this);
                var address = ((IAddressable)reference).GetGrainId().ToString();
                current = (grains, reference);
                addresses.Add(address);
                all.byAddress[address] = gateway;
                return address;
            }
        }

        public void Dispose()
        {
            if (!all.byName.TryRemove(new(watcher, this))) return;
            lock (gate)
            {
                foreach (var address in addresses) all.byAddress.TryRemove(address, out _);
                try { current?.Grains.DeleteObjectReference<IGatewayObserver>(current.Value.Reference); }
                catch (ObjectDisposedException) { } // its silo was lost, and the reference with it
            }
        }
    }
}
