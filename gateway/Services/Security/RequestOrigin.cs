using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RealtimeGov.Gateway.Security;

/// <summary>
/// Decides whether a request may be one of ours, by the headers that a page cannot choose. A name that was rebound to
/// loopback shows in Host; a page of another origin shows in Origin or in Sec-Fetch-Site. Programs that are no browsers
/// send neither of the latter two.
/// </summary>
internal sealed class RequestOrigin(WebOptions options)
{
    private const string SecFetchSite = "Sec-Fetch-Site";
    private const string SecFetchMode = "Sec-Fetch-Mode";

    private readonly HostString[] hosts = [.. options.Hosts.Select(HostString.FromUriComponent)];
    private readonly StringSegment[] names = ["localhost", .. options.Hosts.Select(host => (StringSegment)HostString.FromUriComponent(host).Host)];

    /// <summary>A loopback name or address, or one that was given. A request without Host is nobody's.</summary>
    public bool AdmitsHost(HostString host)
    {
        if (!host.HasValue) return false;
        if (IPAddress.TryParse(host.Host.AsSpan().Trim("[]"), out var address)) return IPAddress.IsLoopback(address) || Matches(host);
        return Matches(host);
    }

    /// <summary>
    /// An Origin must be the request's own, whatever is asked. What a browser calls cross-site may only be a page that
    /// somebody opens by a link: not an order, and not the hub.
    /// </summary>
    /// <param name="isHub">The hub acts on GET too.</param>
    public bool AdmitsSource(HttpRequest request, bool isHub)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0 && !(origin.Count == 1 && IsOwn(origin[0]!, request.Host))) return false;
        if (request.Headers[SecFetchSite].ToString() is not ("cross-site" or "same-site")) return true;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return isSafe && !isHub && request.Headers[SecFetchMode] == "navigate";
    }

    private bool Matches(HostString host)
    {
        try
        {
            return HostString.MatchesAny(host.Value, names);
        }
        catch (FormatException)
        {
            return false; // a port that is no number
        }
    }

    // A proxy may end TLS and may pass its own Host on, so the scheme is not compared, and a given name is ours in itself.
    private bool IsOwn(string origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https")) return false;
        return hosts.Prepend(host).Any(own => IsAuthorityOf(page, own));
    }

    private static bool IsAuthorityOf(Uri page, HostString own) =>
        string.Equals(page.IdnHost.Trim('[', ']'), own.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (own.Port is { } port ? page.Port == port : page.IsDefaultPort);
}
