using System.Text.Json;
using RealtimeGov.Domain.Figures;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Figures;

/// <summary>The loop's figures over HTTP: on any date, as of any moment, and the very issues behind each.</summary>
public sealed class FigureTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task Figures_are_those_of_the_moment_asked_for_and_each_is_the_number_of_the_issues_behind_it()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < 4; i++) await town.Report($"第{i}处");
        await town.Report("另村", grid: "G3");
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.2", "shen", new { step = "route" });
        await town.Step("G1.3", "shen", new { step = "decline", reason = "tooVague", text = "说不清" });
        town.Now = DeskTown.Monday.AddHours(2);
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        town.Now = DeskTown.Monday.AddDays(1);
        await town.Step("G1.1", "shen", new { step = "close" });

        var early = await Figures(town, $"region=V1&day=2026-03-09&asOf={Uri.EscapeDataString("2026-03-09T10:00:00+08:00")}");
        Assert.Equal((4, 2, 1, 0), (Of(early, "opened"), Of(early, "accepted"), Of(early, "declined"), Of(early, "closed")));
        var now = await Figures(town, "region=V1&week=2026-W11");
        Assert.Equal((4, 2, 1, 1, 1), (Of(now, "opened"), Of(now, "accepted"), Of(now, "declined"), Of(now, "closed"), Of(now, "onTime")));
        Assert.Equal((0.5, 1.0), (now.GetProperty("closureOfAccepted").GetDouble(), now.GetProperty("onTimeRate").GetDouble()));
        Assert.Equal(24 * 3600, now.GetProperty("timeToClose").GetProperty("p50S").GetInt32());
        Assert.Equal(JsonValueKind.Null, now.GetProperty("closureOfDue").ValueKind); // nothing is due yet

        foreach (var figure in FigureMembers.ByName.Keys.Where(figure => figure is not ("carded" or "rated")))
        {
            var behind = (await town.Get($"figures/issues?region=V1&week=2026-W11&figure={figure}", "shen")).Body;
            Assert.Equal((figure, Of(now, figure)), (figure, behind.GetProperty("count").GetInt32()));
            Assert.Equal(Of(now, figure), behind.GetProperty("issues").GetArrayLength());
        }
        Assert.Equal(["G1.1"], await Issues(town, "figure=closed&month=2026-03"));
        Assert.Equal(["G1.1", "G1.2"], await Issues(town, "figure=accepted&from=2026-03-01&until=2026-03-31&limit=1"));
        Assert.Equal(["G3.1"], await Issues(town, "figure=opened&region=V2&month=2026-03"));
        Assert.Equal(0, Of(await Figures(town, "region=T&day=2026-03-08"), "opened"));
    }

    [Fact]
    public async Task Figures_are_chosen_by_unit_category_origin_and_trade()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < 2; i++) await town.Report($"第{i}处");
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.2", "shen", new { step = "classify", category = "water/ditch" });
        Assert.Equal(["G1.1"], await Issues(town, "figure=opened&unit=V1"));
        Assert.Equal(["G1.2"], await Issues(town, "figure=opened&category=water"));
        Assert.Equal(["G1.1", "G1.2"], await Issues(town, "figure=opened&origin=steward"));
        Assert.Empty(await Issues(town, "figure=opened&origin=resident"));
        Assert.Equal((400, "not_a_trade"), Told(await town.Get("figures?trade=V1", "shen")));
    }

    [Fact]
    public async Task Each_wrong_question_has_its_own_reason_and_nobody_asks_beyond_their_region()
    {
        await using var town = await DeskTown.Start();
        foreach (var (question, status, code) in new[]
        {
            ("region=Q", 404, "unknown_region"), ("day=2026-3-9", 400, "malformed_date"), ("week=2026-W54", 400, "parameter_malformed"), ("month=2026-13", 400, "parameter_malformed"),
            ("day=2026-03-09&month=2026-03", 400, "one_period"), ("from=2026-03-09&until=2026-03-08", 400, "period_malformed"), ("from=2020-01-01&until=2026-03-08", 400, "period_malformed"),
            ("from=2026-03-09", 400, "malformed_date"), ("asOf=2027-01-01T00:00:00Z", 400, "date_ahead"), ("asOf=now", 400, "parameter_malformed"), ("origin=dog", 400, "origin_unknown"),
            ("by=person", 400, "parameter_unknown"),
        })
            Assert.Equal((question, status, code), (question, Told(await town.Get($"figures?{question}", "shen")).Item1, Told(await town.Get($"figures?{question}", "shen")).Item2));
        Assert.Equal((400, "figure_unknown"), Told(await town.Get("figures/issues?figure=steward", "shen")));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("figures?region=V1", "zhang")));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("figures?region=V1", "wang"))); // who handles issues need not read figures
        Assert.Equal((401, "sign_in_needed"), Told(await town.Get("figures", null)));
    }

    private static async Task<JsonElement> Figures(DeskTown town, string question)
    {
        var (status, body) = await town.Get($"figures?{question}", "shen");
        Assert.True(status == 200, $"{status}: {body}");
        return body;
    }

    /// <summary>Page after page.</summary>
    private static async Task<List<string>> Issues(DeskTown town, string question)
    {
        var (seen, after) = (new List<string>(), "");
        do
        {
            var (status, page) = await town.Get($"figures/issues?{question}{after}", "shen");
            Assert.True(status == 200, $"{status}: {page}");
            seen.AddRange(page.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("issueId").GetString()!));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        return seen;
    }

    private static int Of(JsonElement figures, string name) => figures.GetProperty(name).GetInt32();

    private static (int, string) Told((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
