using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Security;

/// <summary>The program itself, open as the demo is, and what a page of evil.example does once its name is rebound to loopback.</summary>
[Trait("lane", "trust")]
[Trait("lane", "cases")]
public sealed class Case41ReboundPageTests : IDisposable
{
    private const string Weight = "/api/v1/placement/silos/silo-1/weight";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Case_41_a_rebound_name_and_a_foreign_origin_change_and_read_nothing()
    {
        await using var host = ChildProcess.Start(
            Repository.Executable("RealtimeGov.Gateway.Host"), ["--open", "--port", "0", "--grpc-port", "0", "--data", folder.File("data")]);
        var address = new Uri(Regex.Match(await host.Line("ready ", Patience.Max), @"http://127\.0\.0\.1:\d+").Value);
        using var http = new HttpClient { BaseAddress = address };
        var before = await Version(http);

        Assert.Equal(HttpStatusCode.BadRequest, await Ask(http, HttpMethod.Get, "/healthz", host: "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await Ask(http, HttpMethod.Post, Weight, host: "evil.example:8110"));
        Assert.Equal(HttpStatusCode.BadRequest, await Ask(http, HttpMethod.Post, "/api/v1/stewards", host: "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(http, HttpMethod.Post, Weight, origin: "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(http, HttpMethod.Get, "/api/v1/placement", origin: "http://127.0.0.1:8190"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(http, HttpMethod.Post, "/live/negotiate?negotiateVersion=1", origin: "http://127.0.0.1:8190"));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://127.0.0.1:8190");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{address.Port}/live"), default));

        Assert.Equal(before, await Version(http));
        // What is asked for is there: the administrator's own page changes it.
        Assert.Equal(HttpStatusCode.OK, await Ask(http, HttpMethod.Post, Weight, origin: address.GetLeftPart(UriPartial.Authority)));
        Assert.NotEqual(before, await Version(http));
    }

    private static async Task<string> Version(HttpClient http) =>
        Regex.Match(await http.GetStringAsync("/api/v1/placement"), "\"version\":\\d+").Value;

    private static async Task<HttpStatusCode> Ask(HttpClient http, HttpMethod method, string path, string? host = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Host = host } };
        if (method == HttpMethod.Post) request.Content = new StringContent("""{"by":"evil page","weight":3}""", Encoding.UTF8, "application/json");
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
