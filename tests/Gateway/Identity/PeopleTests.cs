namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>Who registers whom, and what a role is good for where.</summary>
[Trait("lane", "trust")]
public sealed class PeopleTests : IAsyncLifetime
{
    private IdentityBench bench = null!;

    public async Task InitializeAsync() => bench = await IdentityBench.Open();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Theory]
    [InlineData("GET", "/people")]
    [InlineData("POST", "/people")]
    [InlineData("GET", "/people/li.na")]
    [InlineData("PUT", "/people/li.na")]
    [InlineData("POST", "/people/li.na/grants")]
    [InlineData("DELETE", "/people/li.na/grants/1")]
    [InlineData("POST", "/people/li.na/password")]
    [InlineData("POST", "/people/li.na/leave")]
    [InlineData("POST", "/people/li.na/return")]
    [InlineData("DELETE", "/people/li.na/sessions")]
    [InlineData("GET", "/units")]
    [InlineData("PUT", "/units/desk-1")]
    [InlineData("GET", "/devices?steward=s-1")]
    [InlineData("POST", "/devices")]
    [InlineData("GET", "/devices/ABCDEF")]
    [InlineData("DELETE", "/devices/ABCDEF")]
    public async Task NeitherStrangersNorDevicesNorHandlersManagePeople(string method, string path)
    {
        await bench.Register("wang", "steward", "V");
        var stranger = await bench.Send(method, path, method == "GET" ? null : "{}");
        Assert.Equal((401, "sign_in_needed", "Bearer"), (stranger.Status, stranger.Code, stranger.Headers.WwwAuthenticate.ToString()));
        foreach (var token in new[] { IdentityBench.Device, await bench.TokenOf("wang") })
        {
            var said = await bench.Send(method, path, method == "GET" ? null : "{}", token);
            Assert.Equal((403, "not_allowed"), (said.Status, said.Code));
        }
    }

    [Fact]
    public async Task ATakenNameIsRefusedAndItsOwnerKeepsIt()
    {
        await bench.Register("li.na");
        foreach (var id in new[] { "li.na", "LI.NA" })
            Assert.Equal((409, "person_taken"), await Refused("POST", "/people", new { id, name = "李娜二" }));
        Assert.Equal("李娜", (await bench.Send("GET", "/people/li.na", token: IdentityBench.Admin)).Text("name"));
        Assert.Equal((404, "person_unknown"), await Refused("PUT", "/people/nobody", new { name = "x" }));
        Assert.Equal(200, (await bench.Send("PUT", "/people/li.na", new { name = "李娜三" }, IdentityBench.Admin)).Status);
        Assert.Equal("李娜三", (await bench.Send("GET", "/people/li.na", token: IdentityBench.Admin)).Text("name"));
    }

    [Fact]
    public async Task WhatARoleCannotBeIsRefusedWithItsReason()
    {
        await bench.Register("li.na", "leader", "T");
        Assert.Equal((409, "role_unknown"), await Refused("POST", "/people/li.na/grants", new { role = "king", region = "T" }));
        Assert.Equal((409, "region_unknown"), await Refused("POST", "/people/li.na/grants", new { role = "leader", region = "nowhere" }));
        Assert.Equal((409, "role_is_town_wide"), await Refused("POST", "/people/li.na/grants", new { role = "system_admin", region = "V" }));
        Assert.Equal((409, "unit_unknown"), await Refused("POST", "/people/li.na/grants", new { role = "leader", region = "V", unit = "desk-9" }));
        Assert.Equal((400, "grant_dates"), await Refused("POST", "/people/li.na/grants", new { role = "leader", region = "V", from = "2016-06-20", until = "2016-06-19" }));
        Assert.Equal((400, "malformed_date"), await Refused("POST", "/people/li.na/grants", new { role = "leader", region = "V", from = "tomorrow" }));
        Assert.Equal((400, "json_malformed"), await Refused("POST", "/people/li.na/grants", new { role = "leader" }));
        Assert.Equal((400, "member_twice"), await Refused("POST", "/people/li.na/grants", """{"role":"leader","role":"leader","region":"V"}"""));
        Assert.Equal((404, "person_unknown"), await Refused("POST", "/people/nobody/grants", new { role = "leader", region = "V" }));
    }

    [Fact]
    public async Task ADispatcherSeesThePeopleOfTheOwnRegionAndNobodyElses()
    {
        await bench.Register("of.v", "dispatcher", "V", "甲");
        await bench.Register("grid.v", "grid_worker", "V-1", "乙");
        await bench.Register("of.w", "handler", "W", "丙");
        Assert.Equal(["of.v", "grid.v"], await Listed("", await bench.TokenOf("of.v")));
        Assert.Equal(["grid.v"], await Listed("?region=V-1", await bench.TokenOf("of.v")));
        Assert.Empty(await Listed("?region=W", await bench.TokenOf("of.v")));
        Assert.Equal(["of.v", "grid.v", "of.w"], await Listed("?region=T", IdentityBench.Admin));
        Assert.Equal((404, "unknown_region"), await Refused("GET", "/people?region=nowhere"));
    }

    [Fact]
    public async Task ARoleThatHasEndedOpensNothing()
    {
        await bench.Register("li.na", "dispatcher", "V");
        var token = await bench.TokenOf("li.na");
        Assert.Equal(200, (await bench.Send("GET", "/people", token: token)).Status);
        Assert.Equal(200, (await bench.Send("DELETE", "/people/li.na/grants/1", token: IdentityBench.Admin)).Status);
        Assert.Equal((403, "not_allowed"), await Refused("GET", "/people", token: token));
    }

    [Fact]
    public async Task ThreeAdministratorsAreThreePeople()
    {
        await bench.Register("chen", "security_admin");
        Assert.Equal((409, "role_excludes_another"), await Refused("POST", "/people/chen/grants", new { role = "audit_admin", region = "T" }));
    }

    [Fact]
    public async Task ASystemAdministratorDoesWhatTheTokensDidAndNoMore()
    {
        await bench.Register("sys", "system_admin");
        var token = await bench.TokenOf("sys");
        Assert.Equal(200, (await bench.Send("GET", "/placement", token: token)).Status);
        Assert.Equal(200, (await bench.Send("POST", "/stewards", "[]", token)).Status);
        Assert.Equal((403, "not_allowed"), await Refused("POST", "/people", new { id = "x", name = "x" }, token));
    }

    private async Task<string[]> Listed(string query, string token) =>
        [.. (await bench.Send("GET", $"/people{query}", token: token)).Body.EnumerateArray().Select(person => person.GetProperty("id").GetString()!)];

    private async Task<(int, string)> Refused(string method, string path, object? body = null, string token = IdentityBench.Admin)
    {
        var said = await bench.Send(method, path, body, token);
        return (said.Status, said.Code);
    }
}
