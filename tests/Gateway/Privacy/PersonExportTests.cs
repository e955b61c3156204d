using System.Text.Json;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>All that is kept of one person: for that person, or for whoever manages people and says for what.</summary>
[Trait("lane", "trust")]
public sealed class PersonExportTests
{
    [Fact]
    public async Task A_person_has_the_own_data_and_an_administrator_says_for_what_and_it_is_on_the_audit()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼，请打 13812345678");
        await town.Report("别人的话", steward: "S-2");
        await town.Step("G1.1", "shen", new { step = "askBack", text = "在哪一侧？", days = 2 });

        var own = (await town.Get("people/shen/export", "shen")).Body;
        Assert.Equal(("shen", true, false), (own.GetProperty("name").GetString(), own.GetProperty("hasPassword").GetBoolean(), own.GetProperty("hasSecondFactor").GetBoolean()));
        Assert.Equal("dispatcher", own.GetProperty("grants")[0].GetProperty("role").GetString());
        Assert.Contains("在哪一侧？", own.GetProperty("acts").EnumerateArray().Select(act => act.GetProperty("text").GetString()));
        Assert.Empty(own.GetProperty("reports").EnumerateArray());
        Assert.True(town.Audits("person shen", "all data of person shen"));

        // A steward, by the own device: what was written as it was written, of nobody else.
        var steward = (await town.Get("people/S-1/export", "S-1")).Body;
        Assert.Equal(["坑洼，请打 13812345678"], steward.GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("text").GetString()));
        Assert.Equal("G1", steward.GetProperty("steward").GetProperty("homeGrid").GetString());
        Assert.Single(steward.GetProperty("devices").EnumerateArray());
        Assert.DoesNotContain("别人的话", steward.GetRawText(), StringComparison.Ordinal);

        Assert.Equal((400, "purpose_needed"), Told(await town.GetAsAdministrator("people/S-1/export")));
        Assert.Equal(200, (await town.GetAsAdministrator($"people/S-1/export?purpose={Uri.EscapeDataString("本人书面申请")}")).Status);
        Assert.True(town.Audits("service admin-token", "all data of person S-1"));
    }

    [Fact]
    public async Task Nobody_else_has_it_and_what_was_erased_is_in_no_export()
    {
        await using var town = await DeskTown.Start();
        await town.Report("张三每晚醉酒");
        await town.Step("G1.1", "shen", new { step = "decline", reason = "aboutAPerson", text = "请致电调解室" });
        foreach (var (path, who, told) in new[]
        {
            ("people/S-1/export?purpose=好奇", "shen", (403, "not_allowed")), ("people/S-1/export", "S-2", (403, "not_allowed")), ("people/shen/export", "xu", (403, "not_allowed")),
        })
            Assert.Equal(told, Told(await town.Get(path, who)));
        Assert.Equal((401, "sign_in_needed"), Told(await town.Get("people/S-1/export", null)));
        Assert.Equal((404, "person_unknown"), Told(await town.GetAsAdministrator("people/nobody/export?purpose=x")));
        Assert.Equal([""], (await town.Get("people/S-1/export", "S-1")).Body.GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("text").GetString()));
    }

    private static (int, string?) Told((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString());
}
