using System.Net;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;

namespace RealtimeGov.Gateway.Host;

/// <summary>What one process does of a town's work.</summary>
public enum Role
{
    /// <summary>Silos and a gateway.</summary>
    All,

    /// <summary>One silo of a cluster; it serves no people and no devices.</summary>
    Silo,

    /// <summary>A gateway of a cluster; it runs no grains.</summary>
    Gateway,
}

/// <summary>A silo's place in its cluster.</summary>
/// <param name="Name">As administrators see it.</param>
/// <param name="Address">That the other silos reach this one at.</param>
/// <param name="SiloPort">0 takes a free one.</param>
/// <param name="GatewayPort">For gateways in processes of their own; 0 takes none.</param>
public sealed record NodeOptions(string Name, IPAddress Address, int SiloPort, int GatewayPort)
{
    public const string NameDefault = "silo-1";

    public static NodeOptions Default { get; } = new(NameDefault, IPAddress.Loopback, OrleansSiloOptions.SiloPortDefault, GatewayPort: 0);
}

/// <summary>The files of <see cref="SiloCertificates"/>.</summary>
public sealed record CertificateFiles(string Certificate, string? PasswordFile, string Authority)
{
    /// <exception cref="CertificateException">One is missing or wrong; the message begins with its option.</exception>
    public SiloCertificates Load(TimeProvider time) => SiloCertificates.Load(Certificate, PasswordFile, Authority, time);
}
