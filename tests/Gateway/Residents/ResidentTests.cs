using System.Net.Http.Json;
using System.Text.Json;
using RealtimeGov.Gateway.Residents;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Residents;

/// <summary>People without an account: what they tell is answered, and what they see tells nobody who told it.</summary>
[Trait("lane", "trust")]
public sealed class ResidentTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task A_report_without_an_account_counts_and_is_answered_by_its_slip()
    {
        await using var town = await DeskTown.Start();
        var (status, taken) = await town.PostAsIs("public/reports", null, Report(town));
        Assert.True(status == 200, $"{status}: {taken}");
        Assert.Equal("G1", taken.GetProperty("gridCode").GetString());
        var code = taken.GetProperty("receiptCode").GetString()!;
        await town.Day("T", valid: 1);
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "灯已更换", photos = Photo });
        var heard = (await town.PostAsIs("receipts/view", null, new { code })).Body;
        Assert.Equal(("answered", "灯已更换"), (heard.GetProperty("state").GetString(), heard.GetProperty("answer").GetProperty("text").GetString()));
        var file = (await town.Get("desk/issues/G1.1", "shen")).Body;
        Assert.Equal("桥头路灯不亮", file.GetProperty("reports")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_same_again_counts_once_and_other_words_under_its_id_give_no_slip()
    {
        await using var town = await DeskTown.Start();
        var report = Report(town);
        Assert.Equal(200, (await town.PostAsIs("public/reports", null, report)).Status);
        Assert.Equal(200, (await town.PostAsIs("public/reports", null, report)).Status);
        await town.Day("T", valid: 1);
        var other = Report(town, "有人偷看我的上报", (string)report["reportId"]);
        Assert.Equal((409, "id_taken"), Told(await town.PostAsIs("public/reports", null, other)));
        var stewards = (await town.Report("坑洼")).ReportId;
        Assert.Equal((409, "id_taken"), Told(await town.PostAsIs("public/reports", null, Report(town, id: stewards))));
    }

    [Fact]
    public async Task What_is_no_report_is_told_as_such_and_changes_nothing()
    {
        await using var town = await DeskTown.Start();
        foreach (var (field, value, code) in ((string, string, string)[])
        [
            ("text", " a ", "field_malformed"), ("reportId", "1", "field_malformed"), ("observedAt", "yesterday", "field_malformed"),
            ("gridCode", "", "no_place"), ("gridCode", "NOWHERE", "no_place"), ("stewardId", "S-1", "json_malformed"),
        ])
        {
            var report = Report(town);
            report[field] = value;
            Assert.Equal((400, code), Told(await town.PostAsIs("public/reports", null, report)));
        }
        Assert.Empty((await town.Get("public/issues", null)).Body.GetProperty("issues").EnumerateArray());
    }

    [Fact]
    public async Task Whoever_sends_too_many_is_told_when_to_go_on_and_the_desk_is_not_flooded()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < ResidentLimiter.OfAddressMax; i++) Assert.Equal(200, (await town.PostAsIs("public/reports", null, Report(town, $"第 {i} 件"))).Status);
        Assert.Equal((429, "too_many_reports"), Told(await town.PostAsIs("public/reports", null, Report(town))));
        await town.Day("T", valid: ResidentLimiter.OfAddressMax);
    }

    [Fact]
    public async Task What_is_open_is_everybody_s_by_place_and_category_without_a_word_of_it()
    {
        await using var town = await DeskTown.Start();
        await town.Report("张三家门口的坑洼");
        await town.Report("坑洼", grid: "G3", steward: "S-2");
        var (status, page) = await town.Get("public/issues", null);
        Assert.Equal(200, status);
        Assert.Equal(2, page.GetProperty("issues").GetArrayLength());
        var line = Assert.Single((await town.Get("public/issues?region=V1&category=roads", null)).Body.GetProperty("issues").EnumerateArray());
        Assert.Equal(["gridCode", "gridName", "category", "stage", "day"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("G1", "roads/pothole", "open", $"{town.Now.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}"),
            (line.GetProperty("gridCode").GetString(), line.GetProperty("category").GetString(), line.GetProperty("stage").GetString(), line.GetProperty("day").GetString()));
        Assert.Equal((404, "unknown_region"), Told(await town.Get("public/issues?region=X", null)));
        Assert.Equal(400, (await town.Get("public/issues?text=1", null)).Status);
    }

    [Fact]
    public async Task A_town_that_did_not_ask_for_them_takes_none()
    {
        await using var gateway = await TestGateway.Open();
        var answer = await gateway.Http.PostAsJsonAsync("/api/v1/public/reports", new { });
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("residents_off", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static (int Status, string? Code) Told((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString());

    private static Dictionary<string, object> Report(DeskTown town, string text = "桥头路灯不亮", string? id = null) => new()
    {
        ["reportId"] = id ?? Guid.NewGuid().ToString(), ["text"] = text, ["observedAt"] = town.Now.ToString("O"), ["gridCode"] = "G1",
    };
}
