using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Interop;
using RealtimeGov.Rpc.Tests.Framing;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>Calls and pages live on one application without getting in each other's way.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.Start(
        new TestServiceMethods(TimeProvider.System).Service(),
        routes: app =>
        {
            app.MapGet("/api/things", () => "things");
            app.MapPost("/api/things", () => Results.StatusCode(201));
            app.MapFallback("/pages/{**rest}", () => "page");
        });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("/api/things", HttpStatusCode.OK)]
    [InlineData("/pages/a/b", HttpStatusCode.OK)]
    [InlineData("/assets/app.js", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.NotFound)]
    public async Task Pages_are_what_they_were(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _server.Http.GetAsync(path)).StatusCode);

    [Fact]
    public async Task A_post_of_something_else_is_not_taken_for_a_call()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.PostAsync("/no/route", new StringContent("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await _server.Http.PostAsync("/api/things", new StringContent("{}"))).StatusCode);
    }

    [Fact]
    public async Task A_call_that_a_fallback_would_catch_is_still_a_call() =>
        Assert.Equal("12", (await RawCall.Send(_server, "/pages/x", Frames.Raw(0, 0))).Status);
}
