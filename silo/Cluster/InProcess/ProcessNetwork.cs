using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace RealtimeGov.Cluster.InProcess;

/// <summary>
/// The network between the silos of one process. An address is a name here and no port: nothing listens that another local
/// process could call grains through, past the gateway's tokens.
/// </summary>
internal sealed class ProcessNetwork : IConnectionFactory, IConnectionListenerFactory
{
    private readonly ConcurrentDictionary<EndPoint, ProcessListener> listeners = new();

    /// <summary>Replaces a silo's sockets, which Orleans registers under keys that are its own.</summary>
    public void Replace(IServiceCollection services)
    {
        for (var at = 0; at < services.Count; at++)
        {
            var service = services[at];
            if (!service.IsKeyedService) continue;
            if (service.ServiceType == typeof(IConnectionFactory)) services[at] = ServiceDescriptor.KeyedSingleton<IConnectionFactory>(service.ServiceKey, (_, _) => this);
            else if (service.ServiceType == typeof(IConnectionListenerFactory)) services[at] = ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(service.ServiceKey, (_, _) => this);
        }
    }

    public ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var (ours, theirs) = PipeConnection.Pair(endpoint);
        return listeners.TryGetValue(endpoint, out var listener) && listener.TryAccept(theirs)
            ? new(ours)
            : throw new ConnectionAbortedException($"no silo of this process listens at {endpoint}");
    }

    /// <exception cref="AddressInUseException">A silo of this process listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new ProcessListener(endpoint, gone => listeners.TryRemove(new(endpoint, gone)));
        return listeners.TryAdd(endpoint, listener)
            ? new(listener)
            : throw new AddressInUseException($"a silo of this process listens at {endpoint} already");
    }
}
