using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>People sign in and out; whoever is shut out is out within a minute, also elsewhere.</summary>
[Trait("lane", "trust")]
public sealed class SessionTests : IAsyncLifetime
{
    private IdentityBench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await IdentityBench.Open();
        await bench.Register("li.na", "dispatcher", "V");
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task ABrowserGetsACookieThatNoScriptReadsAndAProgramAToken()
    {
        var browser = await bench.SignIn("Li.Na ");
        var set = browser.Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(204, browser.Status);
        Assert.StartsWith($"{IdentitySetup.LoopbackCookie}=", set, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);

        foreach (var me in new[] { await bench.Send("GET", "/session", cookie: browser.Cookie), await bench.Send("GET", "/session", token: await bench.TokenOf("li.na")) })
        {
            Assert.Equal((200, "person", "li.na", "李娜"), (me.Status, me.Text("kind"), me.Text("id"), me.Text("name")));
            Assert.Equal("V", me.Body.GetProperty("roles")[0].GetProperty("region").GetString());
            Assert.Contains("Dispatch", me.Body.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        }
    }

    [Fact]
    public async Task NobodyLearnsWhetherANameIsKnown()
    {
        await bench.Register("gone");
        await bench.Send("POST", "/people/gone/leave", token: IdentityBench.Admin);
        await bench.Send("POST", "/people", new { id = "without.password", name = "王一" }, IdentityBench.Admin);

        var answers = new List<(int, string, string)>();
        foreach (var (person, password) in new[] { ("li.na", "wrong password!"), ("nobody", IdentityBench.Password), ("no name at all", IdentityBench.Password), ("gone", IdentityBench.Password), ("without.password", ""), ("li.na", new string('x', 5000)) })
        {
            var said = await bench.SignIn(person, password);
            answers.Add((said.Status, said.Code, said.Message));
            Assert.False(said.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal((401, "sign_in_refused", "Name or password is wrong."), Assert.Single(answers.Distinct()));
    }

    [Theory]
    [InlineData(null, 403, "origin_needed")]
    [InlineData("cross-site", 403, "foreign_origin")]
    [InlineData("same-origin", 403, "not_allowed")]
    public async Task ACookieAloneChangesNothing(string? site, int status, string code)
    {
        // A dispatcher may not register people: who comes from a page of ours hears of that, everybody else is stopped before.
        var said = await bench.Send("POST", "/people", new { id = "x", name = "x" }, cookie: await bench.CookieOf("li.na"), site: site);
        Assert.Equal((status, code), (said.Status, said.Code));
    }

    [Fact]
    public async Task APagesOrderOfOursIsDoneAndNamesWhoGaveIt()
    {
        await bench.Register("chen", "security_admin");
        var said = await bench.Send("POST", "/people", new { id = "x", name = "x" }, cookie: await bench.CookieOf("chen"), site: "same-origin");
        Assert.Equal(200, said.Status);
        Assert.Equal(("person", "chen"), (bench.Gateway.Grains.People.Origins[^1]!.PrincipalKind, bench.Gateway.Grains.People.Origins[^1]!.PrincipalId));
    }

    [Theory]
    [InlineData("POST", "/people/li.na/leave")]
    [InlineData("DELETE", "/people/li.na/sessions")]
    public async Task WhoeverIsShutOutIsOutAtOnce(string method, string path)
    {
        var (cookie, token) = (await bench.CookieOf("li.na"), await bench.TokenOf("li.na"));
        Assert.Equal(200, (await bench.Send("GET", "/session", cookie: cookie)).Status);

        Assert.Equal(200, (await bench.Send(method, path, token: IdentityBench.Admin)).Status);

        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", cookie: cookie));
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", token: token));
    }

    [Fact]
    public async Task WhoeverIsShutOutByAnotherGatewayIsOutWithinAMinute()
    {
        var token = await bench.TokenOf("li.na");
        Assert.Equal(200, (await bench.Send("GET", "/session", token: token)).Status);
        await bench.Gateway.Grains.People.Change("li.na", new Protos.ChangePerson { AtUs = 1, Leave = true });
        Assert.Equal(200, (await bench.Send("GET", "/session", token: token)).Status);

        bench.Gateway.Time.Advance(AccountCache.AgeMax);

        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", token: token));
    }

    [Fact]
    public async Task SigningOutTakesTheCookieBackAndANewPasswordEndsWhatWasBefore()
    {
        var out1 = await bench.Send("DELETE", "/session", cookie: await bench.CookieOf("li.na"), site: "same-origin");
        Assert.Equal(204, out1.Status);
        Assert.Contains(out1.Headers.GetValues("Set-Cookie"), set => set.StartsWith($"{IdentitySetup.LoopbackCookie}=;", StringComparison.Ordinal));

        var (cookie, token) = (await bench.CookieOf("li.na"), await bench.TokenOf("li.na"));
        Assert.Equal((401, "sign_in_refused"), await Code("POST", "/session/password", new { oldPassword = "wrong password!", password = "another long one" }, token));
        Assert.Equal((400, "password_short"), await Code("POST", "/session/password", new { oldPassword = IdentityBench.Password, password = "short" }, token));
        Assert.Equal(204, (await bench.Send("POST", "/session/password", new { oldPassword = IdentityBench.Password, password = "another long one" }, token)).Status);
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", cookie: cookie));
        Assert.Equal(204, (await bench.SignIn("li.na", "another long one")).Status);

        var again = (await bench.SignIn("li.na", "another long one")).Cookie;
        Assert.Equal(204, (await bench.Send("DELETE", "/session/everywhere", cookie: again, site: "same-origin")).Status);
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", cookie: again));
    }

    [Fact]
    public async Task ASessionEndsByItself()
    {
        var (cookie, token) = (await bench.CookieOf("li.na"), await bench.TokenOf("li.na"));
        bench.Gateway.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", token: token));
        Assert.Equal(200, (await bench.Send("GET", "/session", cookie: cookie)).Status);
        bench.Gateway.Time.Advance(IdentitySetup.SessionTime);
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", cookie: cookie));
    }

    [Fact]
    public async Task ManyWrongPasswordsAreSlowedDown()
    {
        for (var tries = 0; tries < SignInLimiter.TriesPerPersonMax; tries++) Assert.Equal(401, (await bench.SignIn("nobody", "wrong password!")).Status);
        var said = await bench.SignIn("nobody", "wrong password!");
        Assert.Equal((429, "too_many_tries"), (said.Status, said.Code));
        Assert.InRange(int.Parse(said.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(204, (await bench.SignIn("li.na")).Status);
    }

    [Fact]
    public async Task ABrokenTicketIsNone()
    {
        foreach (var token in new[] { "x", "CfDJ8AAAA", "rtgd_ABCDEF.x", "", "rtgd_" })
            Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", token: token));
        Assert.Equal((401, "sign_in_needed"), await Code("GET", "/session", cookie: $"{IdentitySetup.LoopbackCookie}=CfDJ8AAAA"));
    }

    private async Task<(int, string)> Code(string method, string path, object? body = null, string? token = null, string? cookie = null)
    {
        var said = await bench.Send(method, path, body, token, cookie);
        return (said.Status, said.Code);
    }
}
