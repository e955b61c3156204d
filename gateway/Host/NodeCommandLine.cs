using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;

namespace RealtimeGov.Gateway.Host;

/// <summary>The part of the command line that is about nodes: roles, silos, and how they find and trust one another.</summary>
internal static class NodeCommandLine
{
    private const int PortMax = 65_535;
    private const string All = "all";
    private const string Silo = "silo";
    private const string Gateway = "gateway";

    private static readonly Option<string> Roles = new("--role") { DefaultValueFactory = _ => All, Description = "what this process does: all, silos and gateway; or, of a cluster on PostgreSQL, silo or gateway alone" };
    private static readonly Option<int> Silos = Number("--silos", ProcessSilosOptions.SilosDefault, 1, ProcessSilosOptions.SilosMax, "silos in this process, on SQLite");
    private static readonly Option<string> Name = new("--name") { DefaultValueFactory = _ => NodeOptions.NameDefault, Description = "the silo's name in its cluster, as administrators see it" };
    private static readonly Option<string> Address = new("--address") { DefaultValueFactory = _ => "127.0.0.1", Description = "the IP address that other silos and gateways reach this silo at" };
    private static readonly Option<int> SiloPort = Number("--silo-port", OrleansSiloOptions.SiloPortDefault, 0, PortMax, "for other silos; 0 takes a free port");
    private static readonly Option<int> GatewayPort = Number("--gateway-port", 0, 0, PortMax, $"for gateways in processes of their own; 0 takes none ({OrleansSiloOptions.GatewayPortDefault} with --role silo)");
    private static readonly Option<string?> Certificate = new(CertificateException.Certificate) { Description = "what this process shows to silos and gateways: PKCS#12, or PEM with its private key" };
    private static readonly Option<string?> PasswordFile = new(CertificateException.PasswordFile) { Description = "file of the certificate's password" };
    private static readonly Option<string?> Authority = new(CertificateException.Authority) { Description = "certificate of the authority that signed those of all silos and gateways" };

    private static readonly Option[] OfSilos = [Name, Address, SiloPort, GatewayPort];
    private static readonly Option[] OfCertificates = [Certificate, PasswordFile, Authority];

    public static IReadOnlyList<Option> Options { get; } = [Roles, Silos, .. OfSilos, .. OfCertificates];

    public static Role RoleOf(ParseResult result) => result.GetValue(Roles) switch
    {
        Silo => Role.Silo,
        Gateway => Role.Gateway,
        _ => Role.All,
    };

    /// <summary>Of a result without faults.</summary>
    public static HostOptions Read(ParseResult result, HostOptions rest) => rest with
    {
        Role = RoleOf(result),
        Silos = result.GetValue(Silos),
        Node = new NodeOptions(
            result.GetValue(Name)!, IPAddress.Parse(result.GetValue(Address)!), result.GetValue(SiloPort),
            IsGiven(result, GatewayPort) || RoleOf(result) != Role.Silo ? result.GetValue(GatewayPort) : OrleansSiloOptions.GatewayPortDefault),
        Certificates = result.GetValue(Certificate) is { } certificate ? new CertificateFiles(certificate, result.GetValue(PasswordFile), result.GetValue(Authority)!) : null,
    };

    /// <summary>One line for each thing that is wrong.</summary>
    /// <param name="ofGateway">Options of what a silo does not serve.</param>
    public static IEnumerable<string> Faults(ParseResult result, bool isPostgres, IReadOnlyList<Option> ofGateway) =>
        [.. OfRole(result, isPostgres, ofGateway), .. OfNode(result, isPostgres), .. OfTrust(result, isPostgres)];

    private static IEnumerable<string> OfRole(ParseResult result, bool isPostgres, IReadOnlyList<Option> ofGateway)
    {
        var role = result.GetValue(Roles);
        if (role is not (All or Silo or Gateway)) yield return $"--role: must be {All}, {Silo} or {Gateway}";
        else if (role != All && !isPostgres) yield return $"--role: {role} wants --store postgres: silos and gateways of a cluster share a database";
        if (isPostgres && IsGiven(result, Silos))
            yield return "--silos: means nothing with --store postgres, where each process is one silo: start more of them, each with its own --name, or ./run --cluster N";
        if (RoleOf(result) != Role.Silo) yield break;
        foreach (var option in ofGateway)
            if (IsGiven(result, option)) yield return $"{option.Name}: means nothing with --role silo, which serves no people and no devices";
    }

    private static IEnumerable<string> OfNode(ParseResult result, bool isPostgres)
    {
        foreach (var option in OfSilos)
        {
            if (!IsGiven(result, option)) continue;
            if (!isPostgres) yield return $"{option.Name}: means nothing without --store postgres: silos on SQLite are all in this process";
            else if (RoleOf(result) == Role.Gateway) yield return $"{option.Name}: means nothing with --role gateway, which runs no silo";
        }
        if (!OrleansSiloOptions.IsName(result.GetValue(Name)!)) yield return "--name: must be 1 to 32 letters, digits, '.', '_' and '-'";
        if (!IPAddress.TryParse(result.GetValue(Address), out _)) yield return "--address: must be an IP address";
        if (result.GetValue(SiloPort) != 0 && result.GetValue(SiloPort) == result.GetValue(GatewayPort)) yield return "--gateway-port: must differ from --silo-port";
    }

    private static IEnumerable<string> OfTrust(ParseResult result, bool isPostgres)
    {
        if (OfCertificates.FirstOrDefault(option => IsGiven(result, option)) is { } given && !isPostgres)
        {
            yield return $"{given.Name}: means nothing without --store postgres: silos on SQLite open no port";
            yield break;
        }
        var isComplete = result.GetValue(Certificate) is not null && result.GetValue(Authority) is not null;
        if (IPAddress.TryParse(result.GetValue(Address), out var address) && !IPAddress.IsLoopback(address) && !isComplete)
            yield return $"--address: {address} can be reached from other machines, so {Certificate.Name} FILE and {Authority.Name} FILE are wanted: without them anybody there could call the silo";
        else if (OfCertificates.Any(option => IsGiven(result, option)) && !isComplete)
            yield return $"{(result.GetValue(Certificate) is null ? Certificate.Name : Authority.Name)}: is wanted too: silos show each other a certificate, and compare it with the authority";
    }

    private static bool IsGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static Option<int> Number(string name, int byDefault, int min, int max, string description) => new(name)
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
