using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Host;

/// <summary>The options of <see cref="WebOptions"/>.</summary>
internal static class WebCommandLine
{
    public static Option<string[]> Host { get; } = Several("--host",
        "a name besides localhost under which browsers reach the server, NAME or NAME:PORT; may be repeated", WebOptions.HostsMax, HostFault);

    public static Option<string[]> Proxy { get; } = Several("--proxy",
        "address of a reverse proxy whose X-Forwarded headers are believed; may be repeated", WebOptions.ProxiesMax, ProxyFault);

    public static Option<bool> AdministratorCodes { get; } = new("--administrator-codes")
    {
        Description = "administrators administer nothing until they have set a second factor; so anyway where --host or --proxy lets others than this machine in",
    };

    /// <summary>Of a result without faults.</summary>
    public static WebOptions Read(ParseResult result) =>
        Names(result) with { AdministratorsNeedCode = result.GetValue(AdministratorCodes) || result.GetValue(Host) is { Length: > 0 } || result.GetValue(Proxy) is { Length: > 0 } };

    private static WebOptions Names(ParseResult result) => (result.GetValue(Host), result.GetValue(Proxy)) switch
    {
        (null or [], null or []) => WebOptions.Loopback,
        var (hosts, proxies) => new WebOptions(hosts ?? [], [.. (proxies ?? []).Select(IPAddress.Parse)]),
    };

    public static bool IsGiven(ParseResult result) => result.GetResult(Host) is { Implicit: false } || result.GetResult(Proxy) is { Implicit: false };

    private static string? HostFault(string name)
    {
        var host = HostString.FromUriComponent(name);
        var isName = Uri.CheckHostName(host.Host) is not UriHostNameType.Unknown && (host.Port is not null || !HasPort(name));
        return isName ? null : "must be NAME or NAME:PORT, without http:// and without a path";
    }

    private static bool HasPort(string name) => name.LastIndexOf(':') > name.LastIndexOf(']');

    private static string? ProxyFault(string address) => IPAddress.TryParse(address, out _) ? null : "must be an IP address";

    private static Option<string[]> Several(string name, string description, int max, Func<string, string?> rule)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => [] };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any()) return;
            var values = result.GetValueOrDefault<string[]>() ?? [];
            if (values.Length > max) result.AddError($"{name}: may be given at most {max} times");
            foreach (var wrong in values.Select(rule).OfType<string>().Take(1)) result.AddError($"{name}: {wrong}");
        });
        return option;
    }
}
