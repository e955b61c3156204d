using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>What somebody at the desk reads: without the numbers that lead to a person, unless a purpose is stated.</summary>
[Trait("lane", "trust")]
public sealed class MaskedContentTests
{
    [Fact]
    public async Task Numbers_are_covered_until_a_purpose_is_stated()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼，问13800138000，车浙F12345，网格330483100217001");
        Assert.Equal("坑洼，问138********，车浙F*****，网格330483100217001", TextOf((await town.Get("desk/issues/G1.1", "xu")).Body));
        Assert.Equal("坑洼，问13800138000，车浙F12345，网格330483100217001", TextOf((await town.Get("desk/issues/G1.1?purpose=回访", "xu")).Body));
        Assert.Equal(400, (await town.Get("desk/issues/G1.1?purpose=%0A%01", "xu")).Status);
    }

    [Fact]
    public async Task A_purpose_opens_nothing_to_whom_content_is_withheld()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼，问13800138000");
        var withheld = (await town.Get("desk/issues/G1.1?purpose=回访", "qian")).Body;
        Assert.Equal((true, JsonValueKind.Null), (withheld.GetProperty("contentWithheld").GetBoolean(), withheld.GetProperty("reports")[0].GetProperty("text").ValueKind));
    }

    [Fact]
    public async Task Texts_that_are_found_or_read_by_a_link_are_on_the_audit_too()
    {
        await using var town = await DeskTown.Start();
        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1" });
        await town.Report("坑洼");
        await town.Until("desk/search?q=坑洼", "xu", page => page.GetProperty("found").GetArrayLength() == 1);
        Assert.True(town.Audits("person xu", "issues G1.1, masked"));
        await town.Step("G1.1", "shen", new { step = "route", lead = "mending" });
        var code = (await town.PostAsIs("desk/issues/G1.1/links", "shen", new { })).Body.GetProperty("code").GetString();
        Assert.Equal(200, (await town.PostAsIs("contractor/view", null, new { code })).Status);
        Assert.True(town.Audits("receipt ", "issue G1.1, masked"));
    }

    private static string? TextOf(JsonElement file) => file.GetProperty("reports")[0].GetProperty("text").GetString();
}
