using System.Net;
using System.Net.Sockets;

namespace RealtimeGov.Gateway.Host.Runtime;

/// <summary>A port for a silo that may have any.</summary>
internal static class FreePort
{
    /// <summary>One that is free just now: Orleans wants to know it before it listens.</summary>
    public static int On(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
