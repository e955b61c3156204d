using OtpNet;
using RealtimeGov.Gateway.Security;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>Where the town asks it, nobody administers by a password alone.</summary>
[Trait("lane", "trust")]
public sealed class AdministratorCodeTests
{
    [Fact]
    public async Task An_administrator_without_a_second_factor_may_set_one_and_administer_nothing()
    {
        await using var bench = await IdentityBench.Open(WebOptions.Loopback with { AdministratorsNeedCode = true });
        await bench.Register("li.na", "security_admin");
        Assert.Equal(200, (await bench.Send("POST", "/people/li.na/grants", new { role = "dispatcher", region = "T" }, IdentityBench.Admin)).Status);
        var before = await bench.TokenOf("li.na");
        foreach (var (method, path, body) in new (string, string, object?)[]
        {
            ("POST", "/people", new { id = "zhang", name = "张三" }), ("GET", "/services", null), ("POST", "/devices", new { steward = "S-1" }),
            ("GET", "/audit", null), ("POST", "/people/li.na/password", new { password = IdentityBench.Password }),
        })
        {
            var said = await bench.Send(method, path, body, before);
            Assert.Equal((403, "administrator_code_needed"), (said.Status, said.Code));
        }
        // What the other role allows goes on, and nothing that administers is among it.
        var me = (await bench.Send("GET", "/session", token: before)).Body;
        Assert.True(me.GetProperty("codeNeeded").GetBoolean());
        Assert.False(me.GetProperty("secondFactor").GetBoolean());
        var may = me.GetProperty("permissions").EnumerateArray().Select(one => one.GetString()).ToList();
        Assert.Contains("Dispatch", may);
        Assert.DoesNotContain("ManagePeople", may);

        var begun = await bench.Send("POST", "/session/second-factor", token: before);
        var secret = begun.Text("secret");
        Assert.Equal(200, (await bench.Send("POST", "/session/second-factor/confirm", new { code = CodeOf(bench, secret) }, before)).Status);
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        var signedIn = await bench.Send("POST", "/session?use=token", new { person = "li.na", password = IdentityBench.Password, code = CodeOf(bench, secret) });
        var after = signedIn.Text("accessToken");
        var whole = (await bench.Send("GET", "/session", token: after)).Body;
        Assert.Equal((false, true), (whole.GetProperty("codeNeeded").GetBoolean(), whole.GetProperty("secondFactor").GetBoolean()));
        Assert.Equal(200, (await bench.Send("POST", "/people", new { id = "zhang", name = "张三" }, after)).Status);
    }

    [Fact]
    public async Task Whoever_administers_nothing_and_a_town_that_did_not_ask_need_none()
    {
        await using (var bench = await IdentityBench.Open(WebOptions.Loopback with { AdministratorsNeedCode = true }))
        {
            await bench.Register("zhang", "dispatcher");
            var me = (await bench.Send("GET", "/session", token: await bench.TokenOf("zhang"))).Body;
            Assert.False(me.GetProperty("codeNeeded").GetBoolean());
            Assert.Equal(200, (await bench.Send("GET", "/people", token: await bench.TokenOf("zhang"))).Status);
            Assert.Equal("not_allowed", (await bench.Send("POST", "/people", new { id = "x", name = "x" }, await bench.TokenOf("zhang"))).Code);
        }
        await using var usual = await IdentityBench.Open();
        await usual.Register("li.na", "security_admin");
        Assert.Equal(200, (await usual.Send("POST", "/people", new { id = "zhang", name = "张三" }, await usual.TokenOf("li.na"))).Status);
    }

    private static string CodeOf(IdentityBench bench, string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(bench.Gateway.Time.GetUtcNow().UtcDateTime);
}
