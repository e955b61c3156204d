using System.Net;

namespace RealtimeGov.Gateway.Security;

/// <summary>Under which names the server answers, and whose word about a caller it takes.</summary>
/// <param name="Hosts">Names besides the loopback ones, each NAME or NAME:PORT as browsers show it.</param>
/// <param name="Proxies">Reverse proxies whose forwarded headers are believed; nobody else's are.</param>
public sealed record WebOptions(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Proxies)
{
    /// <summary>Names of a town's server are few: its own, and that of a reverse proxy or two.</summary>
    public const int HostsMax = 16;

    public const int ProxiesMax = 16;

    /// <summary>Nobody is asked who they are: the machine's own users alone are served, and nothing that came through a proxy.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Administrators without a second factor administer nothing until they have set one.</summary>
    public bool AdministratorsNeedCode { get; init; }

    public static WebOptions Loopback { get; } = new([], []);
}
