using System.Reflection;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>Every endpoint, call and hub method says who may; what is everybody's stands in a list here, and is no longer than that.</summary>
[Trait("lane", "trust")]
public sealed class EveryDoorTests : IDisposable
{
    private readonly TempFolder folder = new();

    internal static readonly string[] Public =
    [
        "GET,HEAD /", "GET,HEAD /wall/{**region}", "GET,HEAD /admin/{**part}", "GET,HEAD /sign-in", "GET,HEAD /account", "GET,HEAD /desk/{**issue}", "GET,HEAD /steward", "GET,HEAD /lead", "GET,HEAD /r", "GET,HEAD /public",
        "GET,HEAD /setup", "GET,HEAD /setup/page.css", "GET,HEAD /setup/page.js",
        "GET /healthz", "GET /readyz", "* /live", "* /live/negotiate",
        "GET /api/v1/about", "GET /api/v1/categories", "GET /api/v1/displays/{name}", "GET /api/v1/issues/{id}",
        "GET /api/v1/regions", "GET /api/v1/regions/{code}/days/{date}", "GET /api/v1/regions/{code}/days/{date}/grids",
        "GET /api/v1/regions/{code}/days/{date}/feed", "GET /api/v1/regions/{code}/days/{date}/hours", "GET /api/v1/regions/{code}/open",
        "GET /api/v1/regions/{code}/total", "GET /api/v1/regions/{code}/map", "* /api/v1/{*path:nonfile}",
        "POST /api/v1/session", "DELETE /api/v1/session", "POST /api/v1/setup", "POST /api/v1/devices/enrol",
        "POST /api/v1/receipts/view", "POST /api/v1/receipts/steps", "POST /api/v1/receipts/objections", "POST /api/v1/contractor/view", "POST /api/v1/contractor/steps", "PUT /api/v1/contractor/photos/{id}", "GET /api/v1/public/issues", "GET,HEAD /api/v1/public/photos/{name}", "POST /api/v1/public/reports", "POST /api/v1/public/judgements", "GET /api/v1/updates/stream",
        "GET /api/v1/openapi.json", "GET /api/v1/protos", "GET /api/v1/protos/{**file}",
        // Its callers show a key in the form that they post: docs/contracts/open311.md.
        "GET /open311/discovery.{format}", "* /open311/{**path}",
        "GET /open311/v2/discovery.{format}", "GET /open311/v2/services.{format}", "GET /open311/v2/services/{**file}", "POST /open311/v2/requests.{format}",
        "GET /open311/v2/requests.{format}", "GET /open311/v2/requests/{id}.{format}", "GET /open311/v2/tokens/{token}.{format}",
        "GET /open311/v2/servicerequestupdates.{format}", "POST /open311/v2/servicerequestupdates.{format}",
        "GET /open311/test/v2/discovery.{format}", "GET /open311/test/v2/services.{format}", "GET /open311/test/v2/services/{**file}", "POST /open311/test/v2/requests.{format}",
        "GET /open311/test/v2/requests.{format}", "GET /open311/test/v2/requests/{id}.{format}", "GET /open311/test/v2/tokens/{token}.{format}",
        "GET /open311/test/v2/servicerequestupdates.{format}", "POST /open311/test/v2/servicerequestupdates.{format}",
        "rpc grpc.health.v1.Health", "rpc grpc.reflection.v1alpha.ServerReflection", "rpc grpc.reflection.v1.ServerReflection",
    ];

    [Fact]
    public async Task EveryEndpointSaysWhoMay()
    {
        await using var gateway = await WithPhotos();
        var silent = gateway.Endpoints.Where(endpoint => AccessOf(endpoint) is null && !IsNobodys(endpoint)).Select(Named);
        Assert.Equal([], silent);
    }

    [Fact]
    public async Task WhatIsEverybodysIsListedAndNothingElse()
    {
        await using var gateway = await WithPhotos();
        var open = gateway.Endpoints.Where(endpoint => AccessOf(endpoint)?.IsPublic == true).Select(Named).Distinct();
        Assert.Equal(Public.Order(), open.Order());
    }

    [Fact]
    public void EveryMethodOfTheHubSaysWhoMay()
    {
        var methods = typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName).ToList();
        Assert.Equal([], methods.Where(method => method.GetCustomAttribute<NeedsAttribute>() is null == method.GetCustomAttribute<OpenToAllAttribute>() is null).Select(method => method.Name));
        Assert.Equal(["Unwatch", "UnwatchPlacement", "Watch", "WatchDay"], methods.Where(method => method.GetCustomAttribute<OpenToAllAttribute>() is not null).Select(method => method.Name).Order());
    }

    /// <summary>What is guarded is shut to a stranger: each is really asked, by its own method at its own address.</summary>
    [Fact]
    public async Task AStrangerGetsThroughNowhere()
    {
        await using var bench = await IdentityBench.Open();
        var asked = 0;
        foreach (var endpoint in bench.Gateway.Endpoints.OfType<RouteEndpoint>().Where(endpoint => AccessOf(endpoint) is { IsPublic: false } && RpcOf(endpoint) is null))
        {
            var path = System.Text.RegularExpressions.Regex.Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]+\}", "1");
            if (!path.StartsWith("/api/v1", StringComparison.Ordinal)) continue; // an unknown call's address
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var said = await bench.Send(method, path["/api/v1".Length..], method is "GET" or "HEAD" ? null : "{}");
                Assert.True(said.Status == 401, $"{method} {path} answers {said.Status}");
                asked++;
            }
        }
        Assert.InRange(asked, 25, 500);
    }

    // Of the library's own, for addresses that no service has: it answers UNIMPLEMENTED and reads nothing.
    private static bool IsNobodys(Endpoint endpoint) => endpoint.DisplayName?.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) == true;

    private static EndpointAccess? AccessOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<EndpointAccess>();

    private static GrpcMethodMetadata? RpcOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>();

    private static string Named(Endpoint endpoint)
    {
        if (RpcOf(endpoint) is { } rpc) return $"rpc {rpc.Method.ServiceName}";
        if (endpoint.DisplayName?.StartsWith("gRPC", StringComparison.Ordinal) == true && endpoint is RouteEndpoint unknown)
            return $"rpc {unknown.RoutePattern.RawText!.TrimStart('/').Split('/')[0]}";
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? string.Join(',', some) : "*";
        return $"{methods} /{(endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/')}";
    }

    public void Dispose() => folder.Dispose();

    private Task<TestGateway> WithPhotos() => TestGateway.Open(photos: new PhotoOptions(folder.File("photos")), orleans: () => throw new NotSupportedException());
}
