using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Postgres.Startup;

namespace RealtimeGov.Silo;

/// <summary>The silo's command line. A wrong value is an error that begins with its option's name.</summary>
internal static class CommandLine
{
    private const int PortMax = 65_535;

    private static readonly Option<string?> Name = new("--name") { Description = "the silo's name in the cluster, as administrators see it" };
    private static readonly Option<string?> Connection = new(GivenConnection.Option) { Description = "the town's PostgreSQL, as Npgsql reads it: Host=...;Username=...;Database=..." };
    private static readonly Option<string> Address = new("--address") { DefaultValueFactory = _ => "127.0.0.1", Description = "the IP address that other silos and gateways reach this one at" };
    private static readonly Option<int> SiloPort = Whole("--silo-port", OrleansSiloOptions.SiloPortDefault, 1, PortMax, "for other silos");
    private static readonly Option<int> GatewayPort = Whole("--gateway-port", OrleansSiloOptions.GatewayPortDefault, 1, PortMax, "for gateways");
    private static readonly Option<int> AcceptLate = Whole("--accept-late", 7, 0, OrleansSiloOptions.AcceptLateDaysMax, "local days a report may be late");

    public static RootCommand Command { get; } = new("RealtimeGov: one silo of a cluster. Its actors decide; gateways take the reports.")
    {
        Name, Connection, Address, SiloPort, GatewayPort, AcceptLate,
    };

    /// <summary>One line for each thing that is wrong; none for help and version.</summary>
    public static IReadOnlyList<string> Faults(ParseResult result)
    {
        if (result.Errors.Count > 0) return [.. result.Errors.Select(error => error.Message)];
        return result.Action is null ? [.. Wrong(result)] : [];
    }

    /// <summary>Of a result without faults.</summary>
    public static SiloHostOptions Read(ParseResult result) => new(
        result.GetValue(Name)!, ConnectionOf(result)!.Text, IPAddress.Parse(result.GetValue(Address)!),
        result.GetValue(SiloPort), result.GetValue(GatewayPort), result.GetValue(AcceptLate));

    /// <summary>Null where none was given anywhere.</summary>
    public static GivenConnection? ConnectionOf(ParseResult result) => GivenConnection.Find(result.GetValue(Connection));

    private static IEnumerable<string> Wrong(ParseResult result)
    {
        if (string.IsNullOrEmpty(result.GetValue(Name))) yield return "--name: a silo wants a name, such as silo-1";
        if (ConnectionOf(result) is not { } connection) yield return $"{GivenConnection.Option}: a silo wants 'Host=...;Username=...;Database=...', or the same in the environment as {GivenConnection.Variable}";
        else if (GivenConnection.Fault(connection.Text) is { } wrong) yield return $"{connection.From}: {wrong}";
        if (!IPAddress.TryParse(result.GetValue(Address), out _)) yield return "--address: must be an IP address";
        if (result.GetValue(SiloPort) == result.GetValue(GatewayPort)) yield return "--gateway-port: must differ from --silo-port";
    }

    private static Option<int> Whole(string name, int byDefault, int min, int max, string description) => new(name)
    {
        DefaultValueFactory = _ => byDefault,
        Description = description,
        CustomParser = result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                result.AddError($"{name}: must be a whole number");
            else if (value < min || value > max)
                result.AddError($"{name}: must be {min} to {max}");
            return value;
        },
    };
}

/// <summary>What the command line says, checked.</summary>
internal sealed record SiloHostOptions(string Name, string Connection, IPAddress Address, int SiloPort, int GatewayPort, int AcceptLateDays);
