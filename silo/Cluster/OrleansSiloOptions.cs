using System.Net;
using System.Net.Sockets;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Journal.Commit;

namespace RealtimeGov.Cluster;

/// <summary>What can be chosen of one silo of a cluster.</summary>
public sealed record OrleansSiloOptions
{
    public const int AcceptLateDaysMax = 20_000;
    public const int SiloPortDefault = 11_111;
    public const int GatewayPortDefault = 30_000;

    /// <summary>1 to 32 letters, digits, dots, underscores and hyphens; no two silos of a cluster that live at once may have the same.</summary>
    public required string Name { get; init; }

    /// <summary>Where silos and gateways find each other.</summary>
    public required ClusterDirectory Directory { get; init; }

    /// <summary>The address that the other silos reach this one at.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>For other silos: 1 to 65,535. Of a silo that talks within its process only, a number that no other has.</summary>
    public int SiloPort { get; init; } = SiloPortDefault;

    /// <summary>For gateways in processes of their own: 1 to 65,535; 0 takes none.</summary>
    public int GatewayPort { get; init; }

    /// <summary>Local days after observation on which a report still counts: 0 to 20,000.</summary>
    public int AcceptLateDays { get; init; } = 7;

    /// <summary>A grain unused for so long is put to sleep. At least two minutes.</summary>
    public TimeSpan IdleBeforeSleep { get; init; } = TimeSpan.FromMinutes(10);

    public CommitterOptions Committer { get; init; } = new();

    /// <summary>Where photos' records and displays' settings are kept; without it grains that need it cannot be called.</summary>
    public RecordStore? Records { get; init; }

    /// <summary>Calls are counted for Orleans' dashboard; each costs a little more then.</summary>
    public bool HasDashboard { get; init; }

    /// <summary>Traces go on through calls of grains; each call costs a little more then.</summary>
    public bool HasTraces { get; init; }

    /// <summary>Whether a silo may be named so.</summary>
    public static bool IsName(string name) => name.Length is >= 1 and <= 32 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <exception cref="ArgumentException">Names the option, its range and what it was.</exception>
    public void Validate()
    {
        if (!IsName(Name))
            throw new ArgumentException($"{nameof(Name)} must be 1 to 32 letters, digits, '.', '_' and '-'; it was '{Name}'");
        if (SiloPort is < 1 or > 65_535) throw new ArgumentException($"{nameof(SiloPort)} must be 1 to 65535; it was {SiloPort}");
        if (GatewayPort is < 0 or > 65_535) throw new ArgumentException($"{nameof(GatewayPort)} must be 0 to 65535; it was {GatewayPort}");
        if (SiloPort == GatewayPort) throw new ArgumentException($"{nameof(GatewayPort)} must differ from {nameof(SiloPort)}; both were {SiloPort}");
        if (AcceptLateDays is < 0 or > AcceptLateDaysMax)
            throw new ArgumentException($"{nameof(AcceptLateDays)} must be 0 to {AcceptLateDaysMax}; it was {AcceptLateDays}");
        if (IdleBeforeSleep < TimeSpan.FromMinutes(2))
            throw new ArgumentException($"{nameof(IdleBeforeSleep)} must be at least two minutes; it was {IdleBeforeSleep}");
        if (Address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            throw new ArgumentException($"{nameof(Address)} must be an IP address; it was {Address}");
    }
}
