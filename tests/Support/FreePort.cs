using System.Net;
using System.Net.Sockets;

namespace RealtimeGov.Tests.Support;

/// <summary>
/// A loopback port that nobody listened on a moment ago. Prefer port 0 and the port a server reports; this is for
/// what must know its port beforehand, such as a server that comes back where it was.
/// </summary>
public static class FreePort
{
    /// <summary>Asks the system for one; it does not hand out the same one again at once.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
