using RealtimeGov.Gateway.Tests.Identity;

namespace RealtimeGov.Gateway.Tests.Settings;

/// <summary>A wall gives its name, an administrator says what a wall of that name shows.</summary>
public sealed class DisplayTests
{
    [Fact]
    public async Task AnAdministratorSetsADisplayAndItsWallReadsItWithoutSigningIn()
    {
        await using var bench = await IdentityBench.Open();
        await bench.Register("sun", "system_admin");
        var sun = await bench.TokenOf("sun");
        Assert.Equal(200, (await bench.Send("GET", "/displays/hall")).Status);

        Assert.Equal(200, (await bench.Send("PUT", "/displays/hall", new { region = "V", language = "en", rotateS = 20, scalePercent = 150 }, sun)).Status);

        var read = (await bench.Send("GET", "/displays/hall")).Body;
        Assert.Equal(("V", "en", 20, 150), (read.GetProperty("region").GetString(), read.GetProperty("language").GetString(), read.GetProperty("rotateS").GetInt32(), read.GetProperty("scalePercent").GetInt32()));
        var listed = Assert.Single((await bench.Send("GET", "/displays", token: sun)).Body.EnumerateArray());
        Assert.Equal(("hall", "person sun"), (listed.GetProperty("name").GetString(), listed.GetProperty("setBy").GetString()));
        Assert.Equal(0, (await bench.Send("DELETE", "/displays/hall", token: sun)).Body.GetArrayLength());
    }

    [Fact]
    public async Task NobodyElseSetsOneAndWhatIsWrongIsToldByItsMember()
    {
        await using var bench = await IdentityBench.Open();
        await bench.Register("sun", "system_admin");
        await bench.Register("shen", "dispatcher");
        var (sun, shen) = (await bench.TokenOf("sun"), await bench.TokenOf("shen"));
        Assert.Equal(401, (await bench.Send("PUT", "/displays/hall", "{}")).Status);
        Assert.Equal(403, (await bench.Send("PUT", "/displays/hall", "{}", shen)).Status);
        Assert.Equal(403, (await bench.Send("GET", "/displays", token: shen)).Status);

        foreach (var (body, code, member) in new (object Body, string Code, string Member)[]
        {
            (new { rotateS = 4 }, "display_malformed", "rotateS"), (new { scalePercent = 0 }, "display_malformed", "scalePercent"), (new { language = "fr" }, "display_malformed", "language"),
            (new { region = "a b" }, "unknown_region", "a b"), (new { region = "NO" }, "unknown_region", "NO"), (new { rotateS = -1 }, "json_malformed", "rotateS"), (new { colour = "red" }, "json_malformed", "colour"),
        })
        {
            var said = await bench.Send("PUT", "/displays/hall", body, sun);
            Assert.Equal((code, true), (said.Code, said.Message.Contains(member, StringComparison.Ordinal)));
        }
        Assert.Equal("display_malformed", (await bench.Send("PUT", "/displays/a%20b", "{}", sun)).Code);
        Assert.Equal(0, (await bench.Send("GET", "/displays", token: sun)).Body.GetArrayLength());
    }
}
