using System.Net;
using System.Net.WebSockets;
using System.Text;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Security;

/// <summary>An open server believes no page but its own: what a browser says of a page decides, not whether a token is asked for.</summary>
[Trait("lane", "trust")]
[Trait("lane", "cases")]
public sealed class RequestGuardTests
{
    private static readonly WebOptions Named = new(["town.example", "wall.example:8443"], []);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("LocalHost", true)]
    [InlineData("127.0.0.1:9", true)]
    [InlineData("127.7.7.7:80", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("town.example", true)]
    [InlineData("Town.Example:8443", true)]
    [InlineData("wall.example", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evil.localhost", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("192.168.1.7", false)]
    [InlineData("[2001:db8::1]", false)]
    public async Task A_host_is_loopback_or_a_given_name(string host, bool admitted)
    {
        await using var gateway = await TestGateway.Open(web: Named);
        foreach (var path in new[] { "/healthz", "/", "/api/v1/placement", "/live/negotiate", "/nowhere" })
        {
            using var answer = await Send(gateway, HttpMethod.Get, path, host: host);
            Assert.Equal(admitted, (await answer.Content.ReadAsStringAsync()).Contains("foreign_host", StringComparison.Ordinal) is false);
            if (!admitted) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("127.0.0.1:8110", "http://127.0.0.1:8110", true)]
    [InlineData("localhost:8110", "http://localhost:8110", true)]
    [InlineData("[::1]:8110", "http://[::1]:8110", true)]
    [InlineData("town.example", "https://town.example", true)]
    [InlineData("127.0.0.1:8110", "https://town.example", true)] // a proxy that passes its own Host on
    [InlineData("wall.example", "https://wall.example:8443", true)] // a proxy that leaves the port out
    [InlineData("127.0.0.1:8110", "http://127.0.0.1:8190", false)]
    [InlineData("127.0.0.1:8110", "http://localhost:8110", false)]
    [InlineData("127.0.0.1:8110", "http://evil.example", false)]
    [InlineData("town.example", "https://town.example:444", false)]
    [InlineData("town.example", "https://town.example.evil.example", false)]
    [InlineData("127.0.0.1:8110", "null", false)]
    [InlineData("127.0.0.1:8110", "", false)]
    [InlineData("127.0.0.1:8110", "file://127.0.0.1:8110", false)]
    public async Task An_origin_is_the_request_s_own_or_a_given_name(string host, string origin, bool admitted)
    {
        await using var gateway = await TestGateway.Open(web: Named);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/api/v1/placement/silos/silo-1/weight"), (HttpMethod.Get, "/api/v1/placement"), (HttpMethod.Post, "/live/negotiate"),
        })
        {
            using var answer = await Send(gateway, method, path, host, origin: origin);
            Assert.Equal(!admitted, (await answer.Content.ReadAsStringAsync()).Contains("foreign_origin", StringComparison.Ordinal));
            Assert.Equal(!admitted, answer.StatusCode is HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("GET", "/", "cross-site", "navigate", true)] // somebody follows a link
    [InlineData("GET", "/wall/T", "same-site", "navigate", true)]
    [InlineData("GET", "/api/v1/regions", "same-origin", "cors", true)]
    [InlineData("POST", "/api/v1/stewards", "same-origin", "cors", true)]
    [InlineData("GET", "/api/v1/regions", "none", "navigate", true)]
    [InlineData("GET", "/api/v1/regions", "cross-site", "no-cors", false)]
    [InlineData("POST", "/api/v1/stewards", "cross-site", "navigate", false)] // a form
    [InlineData("POST", "/api/v1/stewards", "same-site", "cors", false)]
    [InlineData("GET", "/live", "cross-site", "navigate", false)]
    [InlineData("GET", "/LIVE", "same-site", "websocket", false)]
    [InlineData("POST", "/live/negotiate", "cross-site", "cors", false)]
    public async Task What_a_browser_calls_another_site_opens_pages_only(string method, string path, string site, string mode, bool admitted)
    {
        await using var gateway = await TestGateway.Open();
        using var answer = await Send(gateway, new HttpMethod(method), path, site: site, mode: mode);
        Assert.Equal(!admitted, (await answer.Content.ReadAsStringAsync()).Contains("foreign_origin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_says_what_to_do_in_both_languages()
    {
        await using var gateway = await TestGateway.Open();
        using var answer = await Send(gateway, HttpMethod.Get, "/api/v1/regions", host: "evil.example");
        Assert.Equal(
            """{"error":{"code":"foreign_host","message":"This server does not answer under the name 'evil.example': ask for it on loopback, or start it with --host NAME.","messageZh":"此服务不以 'evil.example' 之名应答：请用本机地址访问，或以 --host 名称 启动。"}}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_foreign_page_gets_no_socket_and_its_own_page_gets_one()
    {
        await using var gateway = await TestGateway.Open();
        Assert.False(await Connects(gateway, "http://127.0.0.1:1"));
        Assert.False(await Connects(gateway, "http://evil.example"));
        Assert.True(await Connects(gateway, $"http://127.0.0.1:{gateway.Hub.Port}"));
    }

    [Theory]
    [InlineData(false, "town.example", 400)] // nobody's word is taken: Host is what the request says
    [InlineData(true, "town.example", 200)]
    [InlineData(true, "evil.example", 400)]
    public async Task A_forwarded_host_is_believed_of_a_known_proxy_only(bool known, string forwarded, int status)
    {
        await using var gateway = await TestGateway.Open(web: new WebOptions(["town.example"], known ? [IPAddress.Loopback] : []));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/regions") { Headers = { Host = "backend.example" } };
        request.Headers.Add("X-Forwarded-Host", forwarded);
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<bool> Connects(TestGateway gateway, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(gateway.Hub, default).WaitAsync(Patience.Max);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private static Task<HttpResponseMessage> Send(
        TestGateway gateway, HttpMethod method, string path, string? host = null, string? origin = null, string? site = null, string? mode = null)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { Host = host } };
        if (method == HttpMethod.Post) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (mode is not null) request.Headers.Add("Sec-Fetch-Mode", mode);
        return gateway.Http.SendAsync(request);
    }
}
