using RealtimeGov.Domain.Regions;
using RealtimeGov.Journal.Postgres.Startup;

namespace RealtimeGov.Gateway.Host;

/// <summary>What is wrong with an option's value, or null.</summary>
internal static class CommandLineRules
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public static string? Store(string? store) => store is Sqlite or Postgres ? null : $"must be {Sqlite} or {Postgres}";

    public static string? Connection(string? connection) => connection is null ? null : GivenConnection.Fault(connection);

    public static string? Collector(string? url) =>
        url is null || (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http" or "https", AbsolutePath: "/" })
            ? null
            : "must be http://HOST:PORT or https://HOST:PORT, where a collector takes OTLP over gRPC";

    /// <summary>CODE or CODE:NAME.</summary>
    public static string? Root(string? root) =>
        root is null || RegionCode.IsWellFormed(root.Split(':', 2)[0])
            ? null
            : $"must be CODE:NAME, CODE of 1 to {RegionCode.LengthMax} of A-Z, a-z, 0-9, '_', '-'";
}
