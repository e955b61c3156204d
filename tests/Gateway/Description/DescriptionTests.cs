using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Description;

/// <summary>What programmers are given: a description of every call, and the protos as they were built from.</summary>
[Trait("lane", "open311")]
public sealed partial class DescriptionTests
{
    [Fact]
    public async Task Every_call_is_described_with_the_permission_that_it_needs()
    {
        await using var gateway = await TestGateway.Open();
        var document = JsonDocument.Parse(await gateway.Http.GetStringAsync("/api/v1/openapi.json")).RootElement;
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => ($"{call.Name.ToUpperInvariant()} {path.Name}", call.Value.TryGetProperty("security", out _)))).ToDictionary();
        var served = gateway.Endpoints.OfType<RouteEndpoint>().Where(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}".StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                ($"{method} /{Part().Replace(endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), "{$1}")}", !endpoint.Metadata.GetMetadata<EndpointAccess>()!.IsPublic)))
            .Where(call => call.Item1 != "GET /api/v1/openapi.json").Distinct().ToDictionary();
        Assert.Equal(served.Keys.Order(), described.Keys.Order());
        Assert.All(served, call => Assert.True(described[call.Key] == call.Value, call.Key));
        Assert.Contains("ManageDevices", document.GetProperty("paths").GetProperty("/api/v1/hooks").GetProperty("post").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_protos_are_served_as_they_are()
    {
        await using var gateway = await TestGateway.Open();
        var names = JsonSerializer.Deserialize<List<string>>(await gateway.Http.GetStringAsync("/api/v1/protos"))!;
        var root = Repository.File("protos");
        Assert.Equal(Directory.EnumerateFiles(root, "*.proto", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal), names);
        foreach (var name in names) Assert.Equal(await File.ReadAllTextAsync(Path.Combine(root, name)), await gateway.Http.GetStringAsync($"/api/v1/protos/{name}"));
        foreach (var unknown in new[] { "realtimegov/v1/none.proto", "../RealtimeGov.sln", "%2e%2e/RealtimeGov.sln" })
        {
            using var answer = await gateway.Http.GetAsync(new Uri($"/api/v1/protos/{unknown}", UriKind.Relative));
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    // {number:int} is {number}, {**file} is {file}.
    [GeneratedRegex(@"\{\**([^:}]+)(:[^}]*)?\}")]
    private static partial Regex Part();
}
