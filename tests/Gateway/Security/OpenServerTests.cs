using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Security;

/// <summary>A server that asks nobody who they are serves its own machine: nothing that came through a proxy, and no page but its own.</summary>
[Trait("lane", "trust")]
public sealed class OpenServerTests
{
    [Theory]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")] // whatever it says
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("x-real-ip", "192.0.2.7")]
    public async Task What_came_through_a_proxy_reads_and_changes_nothing(string header, string value)
    {
        await using var gateway = await TestGateway.Open();
        foreach (var (method, path) in new[] { ("GET", "/"), ("GET", "/api/v1/regions"), ("POST", "/api/v1/placement/silos/silo-1/weight"), ("POST", "/live/negotiate?negotiateVersion=1") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST") request.Content = new StringContent("""{"by":"x","weight":3}""", Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await gateway.Http.SendAsync(request);
            Assert.Equal((HttpStatusCode.Forbidden, "open_forwarded"), (answer.StatusCode, await CodeOf(answer)));
        }
        Assert.Null(gateway.Placement.Asked);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(header, value);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(gateway.Hub, default).WaitAsync(Patience.Max));
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(Reports.Of(1), new Metadata { { header.ToLowerInvariant(), value } }));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task A_guarded_server_looks_at_credentials_instead()
    {
        await using var gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("d")), adminGate: AdminGate.Guarded(new AdminToken("a")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/regions");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task It_says_so_to_every_page()
    {
        await using var gateway = await TestGateway.Open();
        Assert.True(JsonDocument.Parse(await gateway.Http.GetStringAsync("/api/v1/about")).RootElement.GetProperty("open").GetBoolean());
    }

    /// <summary>The guard stands before everything that is served, so no endpoint of a release to come is left out.</summary>
    [Fact]
    public async Task Every_endpoint_refuses_a_rebound_name_and_a_foreign_page()
    {
        await using var gateway = await TestGateway.Open();
        var routes = gateway.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText ?? "").Distinct().ToList();
        Assert.True(routes.Count > 30, $"{routes.Count} routes");
        foreach (var route in routes)
        {
            var path = "/" + System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]*\}", "1").TrimStart('/');
            foreach (var method in new[] { "GET", "POST", "PUT", "DELETE" })
            {
                Assert.Equal("foreign_host", await CodeOf(await Send(gateway, method, path, "Host", "evil.example")));
                Assert.Equal("foreign_origin", await CodeOf(await Send(gateway, method, path, "Origin", "http://evil.example")));
            }
        }
    }

    private static Task<HttpResponseMessage> Send(TestGateway gateway, string method, string path, string header, string value)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(header, value);
        return gateway.Http.SendAsync(request);
    }

    private static async Task<string> CodeOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString()!;
}
