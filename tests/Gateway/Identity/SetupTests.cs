using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>There is no default password: the first start's link makes the first administrator, once.</summary>
[Trait("lane", "trust")]
public sealed class SetupTests : IAsyncLifetime
{
    private IdentityBench bench = null!;

    public async Task InitializeAsync() => bench = await IdentityBench.Open();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task TheLinkMakesOneSecurityAdministrator()
    {
        var secret = bench.Gateway.NewSetupSecret();

        Assert.Equal(204, (await Setup(secret, "chen")).Status);

        var me = await bench.Send("GET", "/session", token: await bench.TokenOf("chen"));
        Assert.Equal("security_admin T", $"{me.Body.GetProperty("roles")[0].GetProperty("role")} {me.Body.GetProperty("roles")[0].GetProperty("region")}");
        Assert.Equal(200, (await bench.Send("POST", "/people", new { id = "li.na", name = "李娜" }, await bench.TokenOf("chen"))).Status);
        Assert.Equal((403, "setup_link"), await Refused(secret, "wang"));
        Assert.Equal((403, "setup_link"), await Refused(bench.Gateway.NewSetupSecret(), "wang"));
    }

    [Fact]
    public async Task AWrongOrLateSecretMakesNobody()
    {
        var secret = bench.Gateway.NewSetupSecret();
        Assert.Equal((403, "setup_link"), await Refused("guessed", "chen"));
        bench.Gateway.Time.Advance(SetupLink.GoodFor + TimeSpan.FromSeconds(1));
        Assert.Equal((403, "setup_link"), await Refused(secret, "chen"));
        Assert.False((await bench.Gateway.Grains.People.Person("chen")).Found);
    }

    [Fact]
    public async Task WhatIsWrongWithTheFormDoesNotUseTheLinkUp()
    {
        var secret = bench.Gateway.NewSetupSecret();
        Assert.Equal((400, "password_short"), await Refused(secret, "chen", "short"));
        Assert.Equal((400, "person_id_malformed"), await Refused(secret, "陈"));
        Assert.Equal((400, "person_name"), await Refused(secret, "chen", name: ""));
        Assert.Equal(204, (await Setup(secret, "chen")).Status);
    }

    [Fact]
    public async Task ThePageIsServedAndHoldsNoSecret()
    {
        bench.Gateway.NewSetupSecret();
        var page = await bench.Gateway.Http.GetStringAsync("/setup");
        Assert.Contains("""<script src="setup/page.js">""", page, StringComparison.Ordinal);
        Assert.Contains("location.hash", await bench.Gateway.Http.GetStringAsync("/setup/page.js"), StringComparison.Ordinal);
    }

    private Task<Said> Setup(string secret, string person, string password = IdentityBench.Password, string name = "陈主任") =>
        bench.Send("POST", "/setup", new { secret, person, name, password });

    private async Task<(int, string)> Refused(string secret, string person, string password = IdentityBench.Password, string name = "陈主任")
    {
        var said = await Setup(secret, person, password, name);
        return (said.Status, said.Code);
    }
}
