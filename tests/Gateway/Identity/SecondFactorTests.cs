using OtpNet;
using RealtimeGov.Domain.People;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>Beside the password a code of the moment, which opens once.</summary>
[Trait("lane", "trust")]
public sealed class SecondFactorTests : IAsyncLifetime
{
    private IdentityBench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await IdentityBench.Open();
        await bench.Register("li.na", "security_admin");
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Once_it_is_set_a_password_alone_opens_nothing()
    {
        var secret = await Set();
        Assert.Equal((401, "code_needed"), Verdict(await SignIn(null)));
        Assert.Equal((401, "code_wrong"), Verdict(await SignIn("000000")));
        Assert.Equal((401, "code_wrong"), Verdict(await SignIn(CodeOf(secret, minutes: -2))));
        // A wrong password does not tell that there is a second factor.
        Assert.Equal((401, "sign_in_refused"), Verdict(await bench.Send("POST", "/session", new { person = "li.na", password = "wrong wrong wrong", code = CodeOf(secret) })));
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await SignIn(CodeOf(secret))).Status);
    }

    [Fact]
    public async Task A_code_opens_once()
    {
        var secret = await Set();
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        var code = CodeOf(secret);
        Assert.Equal(200, (await SignIn(code)).Status);
        Assert.Equal((401, "code_wrong"), Verdict(await SignIn(code)));
        bench.Gateway.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await SignIn(CodeOf(secret))).Status);
    }

    [Fact]
    public async Task A_secret_holds_once_its_first_code_was_right_and_sessions_of_before_end()
    {
        var before = await bench.TokenOf("li.na");
        var begun = await bench.Send("POST", "/session/second-factor", token: before);
        Assert.StartsWith("otpauth://totp/", begun.Text("address"), StringComparison.Ordinal);
        Assert.Equal((401, "code_wrong"), Verdict(await bench.Send("POST", "/session/second-factor/confirm", new { code = "123456" }, before)));
        Assert.Equal(200, (await bench.SignIn("li.na", use: "token")).Status); // nothing is asked for yet
        Assert.Equal(200, (await bench.Send("POST", "/session/second-factor/confirm", new { code = CodeOf(begun.Text("secret")) }, before)).Status);
        Assert.Equal(401, (await bench.Send("GET", "/session", token: before)).Status);
    }

    [Fact]
    public async Task A_secret_that_nobody_confirmed_in_time_is_forgotten()
    {
        var token = await bench.TokenOf("li.na");
        var begun = await bench.Send("POST", "/session/second-factor", token: token);
        bench.Gateway.Time.Advance(Gateway.Identity.SecondFactor.PendingTime + TimeSpan.FromSeconds(1));
        Assert.Equal((401, "code_wrong"), Verdict(await bench.Send("POST", "/session/second-factor/confirm", new { code = CodeOf(begun.Text("secret")) }, token)));
    }

    [Fact]
    public async Task Its_owner_drops_it_with_a_code_and_whoever_manages_people_without()
    {
        var secret = await Set();
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        var token = (await SignIn(CodeOf(secret))).Text("accessToken");
        Assert.Equal((401, "code_wrong"), Verdict(await bench.Send("POST", "/session/second-factor/drop", new { code = "123456" }, token)));
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await bench.Send("POST", "/session/second-factor/drop", new { code = CodeOf(secret) }, token)).Status);
        Assert.Equal(200, (await bench.SignIn("li.na", use: "token")).Status);

        await Set();
        await bench.Register("s-1", "steward", "V", "沈一");
        Assert.Equal((403, "not_allowed"), Verdict(await bench.Send("DELETE", "/people/li.na/second-factor", token: await bench.TokenOf("s-1"))));
        Assert.Equal(200, (await bench.Send("DELETE", "/people/li.na/second-factor", token: IdentityBench.Admin)).Status);
        Assert.Equal(200, (await bench.SignIn("li.na", use: "token")).Status);
    }

    private async Task<string> Set()
    {
        var token = await bench.TokenOf("li.na");
        var secret = (await bench.Send("POST", "/session/second-factor", token: token)).Text("secret");
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await bench.Send("POST", "/session/second-factor/confirm", new { code = CodeOf(secret) }, token)).Status);
        return secret;
    }

    private Task<Said> SignIn(string? code) => bench.Send("POST", "/session?use=token", new { person = "li.na", password = IdentityBench.Password, code });

    private string CodeOf(string secret, int minutes = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(bench.Gateway.Time.GetUtcNow().UtcDateTime.AddMinutes(minutes));

    private static (int, string) Verdict(Said said) => (said.Status, said.Code);
}
