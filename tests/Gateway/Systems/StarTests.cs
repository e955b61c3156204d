using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>Grids' stars: inputs and weights shown, and linked households who judge by codes that name nobody.</summary>
[Trait("lane", "systems")]
public sealed class StarTests
{
    [Fact]
    public async Task Xiaolin_s_households_judge_their_grid_by_slips_and_its_stars_show_what_was_weighed()
    {
        await using var town = await Listed();
        var codes = await Codes(town, 6);
        Assert.Equal(6, codes.Distinct().Count());
        foreach (var (n, code) in codes.Take(5).Index()) Assert.Equal("200", await Judge(town, code, n < 4 ? 5 : 3));
        Assert.Equal("409 judgement_code_spent", await Judge(town, codes[0], 1));
        Assert.Equal("409 judgement_code_unknown", await Judge(town, "AAAA-BBBB-CCCC-DDDD", 5));
        Assert.Equal("409 judgement_code_unknown", await Judge(town, codes[5], 5, programme: "nowhere"));
        Assert.Equal("400 field_malformed", await Judge(town, codes[5], 6));

        await town.Must("stars", "xiaolin", SystemTown.Office, "rate", new { item = "g1", half = "2026-1" });
        var half = (await town.Items("stars", "xiaolin", "part=half", SystemTown.Cadre)).Single();
        // 50 x 18/20 + 30 + 20 x (4.6 - 1)/4 = 45 + 30 + 18.
        Assert.Equal((9300, 5, 5, 460), (Number(half, "score"), Number(half, "stars"), Number(half, "answers"), Number(half, "judgement")));
        Assert.Equal("联系卡 8/8 ×30；走访 18/20 ×50", half.GetProperty("words").GetProperty("inputs").GetString());
        Assert.Equal("409 star_half_over", await Judge(town, codes[5], 5));
    }

    [Fact]
    public async Task J13_nobody_is_on_record_with_a_judgement_and_no_code_lies_in_the_store()
    {
        await using var town = await Listed();
        var codes = await Codes(town, 5);
        Assert.Equal("200", await Judge(town, codes[0], 2));
        var history = (await town.Town.Get("programmes/stars/xiaolin/history?limit=200", SystemTown.Office)).Body.GetProperty("history").EnumerateArray().ToList();
        var judged = history.Single(act => act.GetProperty("what").GetString() == "judgementGiven");
        Assert.Equal(("", "service", "residents"), (judged.GetProperty("item").GetString(), judged.GetProperty("kind").GetString(), judged.GetProperty("by").GetString()));
        Assert.Equal("403 judgement_by_slip_not_owner", await town.Act("stars", "xiaolin", SystemTown.Cadre, "judge", new { code = new string('a', 64), level = 5 }));
        Assert.All(codes, code => Assert.False(town.Town.Keeps(code.Replace("-", ""))));
        Assert.All(codes, code => Assert.False(town.Town.Keeps(code)));
    }

    [Fact]
    public async Task S8_codes_are_given_out_by_whoever_runs_the_programme_and_in_no_number_that_cannot_be()
    {
        await using var town = await Listed();
        Assert.Equal("403 not_allowed", await Give(town, SystemTown.Cadre, new { grid = "g1", half = "2026-1", count = 1 }));
        Assert.Equal("400 field_malformed", await Give(town, SystemTown.Office, new { grid = "g1", half = "2026-1", count = 501 }));
        Assert.Equal("400 field_malformed", await Give(town, SystemTown.Office, new { grid = "g1", half = "spring", count = 1 }));
        Assert.Equal("404 item_unknown", await Give(town, SystemTown.Office, new { grid = "g9", half = "2026-1", count = 1 }));
        Assert.Equal("400 json_malformed", await Give(town, SystemTown.Office, new { grid = "g1", half = "2026-1" }));
        Assert.Equal(0, await town.Figure("stars", "xiaolin", "codes"));
    }

    private static async Task<SystemTown> Listed()
    {
        var town = await SystemTown.Start();
        await town.Define("stars", "xiaolin", new { title = "网格星级", region = "T", judgementWeight = 20 });
        await town.MustImport("stars", "xiaolin", "编号,评定项,权重,满分值\nvisits,走访,50,20\ncards,联系卡,30,8\n");
        await town.MustImport("stars", "xiaolin", "编号,网格\ng1,G1\n", "?action=grid");
        await town.MustImport("stars", "xiaolin", "编号,半年,评定项编号,数值\ng1,2026-1,visits,18\ng1,2026-1,cards,8\n", "?action=value");
        return town;
    }

    private static async Task<List<string>> Codes(SystemTown town, int count)
    {
        var (status, body) = await town.Town.PostAsIs("programmes/stars/xiaolin/codes", SystemTown.Office, new { grid = "g1", half = "2026-1", count });
        Assert.True(status == 200, $"{status}: {body}");
        return [.. body.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];
    }

    private static async Task<string> Judge(SystemTown town, string code, int level, string programme = "xiaolin") => Told(await town.Town.PostAsIs("public/judgements", null, new { programme, code, level }));

    private static async Task<string> Give(SystemTown town, string who, object body) => Told(await town.Town.PostAsIs("programmes/stars/xiaolin/codes", who, body));

    private static string Told((int Status, JsonElement Body) answer) => answer.Status == 200 ? "200" : $"{answer.Status} {answer.Body.GetProperty("error").GetProperty("code").GetString()}";

    private static int Number(JsonElement item, string name) => item.GetProperty("numbers").GetProperty(name).GetInt32();
}
