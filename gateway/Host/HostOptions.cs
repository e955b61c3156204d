using RealtimeGov.Cluster;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Host;

/// <summary>What the command line says, checked: see <see cref="CommandLine"/> for ranges.</summary>
public sealed record HostOptions
{
    public const int PortDefault = 8080;
    public const int GrpcPortDefault = 8081;
    public const string DataDefault = "data";

    /// <summary>HTTP/1.1 for pages, API and hub; 0 takes a free one.</summary>
    public int Port { get; init; } = PortDefault;

    /// <summary>HTTP/2 without TLS for gRPC; 0 takes a free one.</summary>
    public int GrpcPort { get; init; } = GrpcPortDefault;

    /// <summary>The folder of the journal and the tokens of devices and administrators; made when absent.</summary>
    public string Data { get; init; } = DataDefault;

    /// <summary>The connection string of a journal in PostgreSQL; null keeps it in SQLite, in <see cref="Data"/>.</summary>
    public string? Connection { get; init; }

    /// <summary>A region file to import at start; null keeps the tree as it is.</summary>
    public string? Regions { get; init; }

    public RegionFileOptions RegionFile { get; init; } = new();

    public FieldOptions Field { get; init; } = new();

    public Role Role { get; init; }

    /// <summary>Silos in this process; on SQLite.</summary>
    public int Silos { get; init; } = ProcessSilosOptions.SilosDefault;

    /// <summary>This process's silo in its cluster; on PostgreSQL.</summary>
    public NodeOptions Node { get; init; } = NodeOptions.Default;

    /// <summary>What silos and gateways show one another; null where all of them are on loopback.</summary>
    public CertificateFiles? Certificates { get; init; }

    /// <summary>Screens say that the town is simulated.</summary>
    public bool Demo { get; init; }

    /// <summary>No token is asked for; the server listens on loopback only.</summary>
    public bool Open { get; init; }

    /// <summary>People without an account may report, at `/public`; of a simulated town always.</summary>
    public bool Residents { get; init; }

    /// <summary>The built dashboard; null looks where it usually lies.</summary>
    public string? Dashboard { get; init; }

    /// <summary>The path below which a proxy serves the town and which it leaves in the requests; null where there is none, or the proxy takes it off.</summary>
    public string? PathBase { get; init; }

    /// <summary>The collector that takes metrics and traces, OTLP over gRPC; null sends none.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Orleans' own dashboard is served to administrators.</summary>
    public bool OrleansDashboard { get; init; }

    /// <summary>Names and proxies besides loopback.</summary>
    public WebOptions Web { get; init; } = WebOptions.Loopback;
}
