using Grpc.Core;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Open311;

/// <summary>A service's key: issued by who manages devices, good for its region, and for nothing but what services bring.</summary>
[Trait("lane", "open311")]
public sealed class ServiceKeyTests
{
    [Fact]
    public async Task A_key_that_is_missing_wrong_revoked_or_over_changes_nothing()
    {
        await using var town = await GeoTown.Start();
        var (key, id) = await town.Service();
        Assert.Equal(403, (await town.Post("v2/requests.json", ("service_code", "roads/pothole"), ("address_id", "G1"), ("description", "坑"))).Status);
        foreach (var wrong in new[] { "x", key + "x", key[..^1], "rtgs_ABCDEF.x", key.Replace("rtgs_", "rtgd_", StringComparison.Ordinal), "device-secret", "admin-secret" })
            Assert.Equal(403, (await town.Report(wrong)).Status);
        Assert.Equal(403, (await town.Get("v2/requests.json", bearer: "x")).Status);
        Assert.Equal(200, (await town.Report(key)).Status);
        Assert.Equal(200, (await town.AsAdministrator(HttpMethod.Delete, $"services/{id}")).Status);
        Assert.Equal(403, (await town.Report(key, ("description", "又一处"))).Status);
        var (short1, _) = await town.Service("临时");
        town.Town.Now = DeskTown.Monday.AddDays(401);
        Assert.Equal(403, (await town.Report(short1)).Status);
        await town.Town.Day("T", valid: 0);
        Assert.Single((await town.Get("v2/requests.json?service_request_id=G1.1,G1.2")).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_key_opens_no_other_door_and_no_other_token_opens_this_one()
    {
        await using var town = await GeoTown.Start();
        var (key, id) = await town.Service();
        foreach (var path in new[] { "inbox", "desk/issues/G1.1", "devices?steward=S-1", "services", "people" })
            Assert.Equal(401, (await Bearing(town, path, key)).Status);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await town.Town.Field.SubmitReportAsync(new Report(), new Metadata { { "authorization", $"Bearer {key}" } }));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        // Nor does a code for a device take the service over.
        Assert.Equal(404, (await town.AsAdministrator(HttpMethod.Post, "devices", new { steward = "S-1", device = id })).Status);
        Assert.Equal(404, (await town.AsAdministrator(HttpMethod.Delete, "services/ABCDEF")).Status);
    }

    [Fact]
    public async Task A_key_is_for_its_region_and_its_origin_and_is_listed_without_its_secret()
    {
        await using var town = await GeoTown.Start();
        var (key, id) = await town.Service("V2 的网页", region: "V2", origin: "IMPORT");
        var outside = await town.Report(key);
        Assert.Equal((403, true), (outside.Status, outside.Text.Contains("another part", StringComparison.Ordinal)));
        Assert.Equal("G3.1", (await town.Report(key, ("address_id", "G3"))).First("service_request_id"));
        var listed = (await town.AsAdministrator(HttpMethod.Get, "services")).Json[0];
        Assert.Equal((id, "V2 的网页", "V2", "IMPORT", false), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("region").GetString(), listed.GetProperty("origin").GetString(), listed.GetProperty("revoked").GetBoolean()));
        Assert.False(town.Town.Keeps(key));
        Assert.Equal(400, (await town.AsAdministrator(HttpMethod.Post, "services", new { name = "x", origin = "STEWARD" })).Status);
        Assert.Equal(400, (await town.AsAdministrator(HttpMethod.Post, "services", new { name = " " })).Status);
        Assert.Equal(404, (await town.AsAdministrator(HttpMethod.Post, "services", new { name = "x", region = "X" })).Status);
        Assert.Equal(403, (await town.Town.PostAsIs("services", "shen", new { name = "x" })).Status);
    }

    private static async Task<Told> Bearing(GeoTown town, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new("Bearer", key);
        using var response = await town.Town.Http.SendAsync(request);
        return new Told((int)response.StatusCode, null, "");
    }
}
