using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>Queues by whom and what, search, many steps at once, and the export.</summary>
public sealed class QueueTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task Each_has_a_queue_of_what_they_took_over_of_their_unit_and_of_what_nobody_holds()
    {
        await using var town = await DeskTown.Start();
        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1" });
        for (var i = 0; i < 5; i++) await town.Report($"第{i}处", grid: i == 4 ? "G3" : "G1");
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "takeOver" });
        await town.Step("G1.2", "shen", new { step = "route" });
        await town.Step("G1.3", "shen", new { step = "route", lead = "mending", others = new[] { "V1" } });
        Assert.Equal(["G1.1"], Ids(await town.Get("desk/queue?view=mine", "wang")));
        Assert.Equal(["G1.1", "G1.2", "G1.3"], Ids(await town.Get("desk/queue?view=unit", "wang")).Order());
        Assert.Equal(["G1.4", "G3.1"], Ids(await town.Get("desk/queue?view=unheld", "shen")).Order());
        Assert.Equal(["G1.4"], Ids(await town.Get("desk/queue?view=unheld", "wang"))); // only where it may look
        Assert.Equal(["G3.1"], Ids(await town.Get("desk/queue", "zhang")));
        Assert.Equal(["G1.1", "G1.2", "G1.3", "G1.4"], Ids(await town.Get("desk/queue?category=roads&region=V1", "shen")).Order());
        Assert.Empty(Ids(await town.Get("desk/queue?category=road", "shen"))); // a class, not what begins so
        Assert.Equal(5, Ids(await town.Get("desk/queue?from=2026-03-09&until=2026-03-09", "shen")).Count);
        Assert.Empty(Ids(await town.Get("desk/queue?until=2026-03-08", "shen")));
        Assert.Empty(Ids(await town.Get("desk/queue?overdue=true", "shen")));
        await town.Step("G1.1", "wang", new { step = "handBack", text = "不归我管" });
        Assert.Empty(Ids(await town.Get("desk/queue?view=mine", "wang")));
        town.Now = DeskTown.Monday.AddHours(3); // review was due at noon
        Assert.Equal(["G1.4", "G3.1"], Ids(await town.Get("desk/queue?overdue=true", "shen")).Order());
    }

    [Theory]
    [InlineData("view=nobody", "view_unknown")]
    [InlineData("overdu=true", "filter_unknown")]
    [InlineData("overdue=yes", "filter_malformed")]
    [InlineData("from=today", "filter_malformed")]
    [InlineData("stage=closed", "stage_unknown")]
    public async Task A_filter_that_is_none_lists_nothing(string filter, string code)
    {
        await using var town = await DeskTown.Start();
        Assert.Equal((400, code), Told(await town.Get($"desk/queue?{filter}", "shen")));
        Assert.Equal((400, code == "filter_unknown" ? "filter_unknown" : code), Told(await town.Get($"desk/export?{filter}", "shen")));
    }

    [Fact]
    public async Task Words_are_found_in_what_was_reported_and_written_and_telephone_numbers_are_not()
    {
        await using var town = await DeskTown.Start();
        await town.Report("古镇路口路灯不亮，电话13857312345");
        await town.Report("村口路灯杆倾斜", grid: "G3");
        await town.Report("垃圾桶破损");
        await town.Step("G1.2", "shen", new { step = "route" });
        await town.Step("G1.2", "wang", new { step = "resolve", text = "已换新桶，旁边的路灯也看过", photos = Photo });
        await Found(town, "路灯", "shen", "G1.1", "G1.2", "G3.1");
        await Found(town, "路灯", "wang", "G1.1", "G1.2");
        await Found(town, "路灯不亮", "shen", "G1.1");
        await Found(town, "路灯亮", "shen");
        await Found(town, "857312", "shen");
        await Found(town, "路灯", "shen", "&stage=resolved", "G1.2");
        Assert.Equal((400, "query_malformed"), Told(await town.Get("desk/search?q=灯", "shen")));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/search?q=路灯&region=V1", "qian"))); // no texts for this role
        var one = (await town.Get("desk/search?q=不亮", "shen")).Body.GetProperty("found")[0];
        Assert.Equal("古镇路口路灯不亮,电话138********", one.GetProperty("text").GetString());
        var first = (await town.Get("desk/search?q=路灯&limit=2", "shen")).Body;
        var rest = (await town.Get($"desk/search?q=路灯&limit=2&after={first.GetProperty("next").GetString()}", "shen")).Body;
        Assert.Equal(["G1.1", "G1.2", "G3.1"], SearchIds(first).Concat(SearchIds(rest)).Order());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Many_steps_in_one_call_have_each_their_own_result()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < 3; i++) await town.Report($"第{i}处");
        await town.Report("另村", grid: "G3");
        var (status, said) = await Put(town, "shen",
            Step("G1.1", "accept"), Step("G1.1", "route", version: 0), Step("G1.2", "close"), Step("G9.9", "accept"), Step("G1.3", "dance"), new { issueId = "G3.1", commandId = "x", version = 1, step = "accept" });
        Assert.Equal(200, status);
        Assert.Equal(
            ["G1.1 200 accepted", "G1.1 200 routed", "G1.2 409 stage_forbids", "G9.9 404 unknown_issue", "G1.3 400 step_unknown", "G3.1 400 field_malformed"],
            said.GetProperty("results").EnumerateArray().Select(one =>
                $"{one.GetProperty("issueId").GetString()} {one.GetProperty("status").GetInt32()} {(one.TryGetProperty("answer", out var answer) ? answer.GetProperty("stage") : one.GetProperty("error").GetProperty("code")).GetString()}"));
        Assert.Equal(["not_allowed"], (await Put(town, "zhang", Step("G1.3", "accept"))).Body.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal((400, "field_malformed"), Told(await Put(town, "shen", [.. Enumerable.Range(0, 201).Select(_ => Step("G1.1", "accept"))])));
        Assert.Equal((400, "field_malformed"), Told(await Put(town, "shen")));

        static object Step(string issue, string step, ulong version = 1) => new { issueId = issue, commandId = Guid.NewGuid().ToString(), version, step };

        static Task<(int Status, JsonElement Body)> Put(DeskTown town, string who, params object[] steps) => town.PostAsIs("desk/steps", who, new { steps });
    }

    [Fact]
    public async Task The_second_of_two_is_told_who_did_what_when()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        Assert.Equal(200, (await town.Post("desk/issues/G1.1/steps", "shen", new { version = 1, step = "accept" })).Status);
        var (status, said) = await town.Post("desk/issues/G1.1/steps", "shen", new { version = 1, step = "decline", reason = "tooVague", text = "不清楚" });
        Assert.Equal((409, "version_passed"), Told((status, said)));
        var happened = Assert.Single(said.GetProperty("error").GetProperty("happened").EnumerateArray());
        Assert.Equal(("accepted", "shen", "2026-03-09T02:00:00Z"), (happened.GetProperty("what").GetString(), happened.GetProperty("by").GetString(), happened.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task The_export_is_read_by_spreadsheets_and_runs_no_formula()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        await town.Report("路灯", grid: "G3");
        await town.Administer("units/-cmd", new { name = "=1+1", kind = "contractor", region = "V1" });
        await town.Step("G1.1", "shen", new { step = "route", lead = "-cmd" });
        var bytes = await town.Bytes("desk/export?lang=en", "shen");
        Assert.Equal("EFBBBF", Convert.ToHexString(bytes[..3]));
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("issue,grid,grid name,category,stage,opened,accepted,answered,closed,due,overdue,holder,supervisor,answerable,size,urgency,card,ending", lines[0]);
        Assert.StartsWith("G1.1,G1,G1,roads/pothole,routed,2026-03-09T02:00:00Z,", lines[1]);
        Assert.Matches(""",("?)'-cmd\1,""", lines[1]);
        Assert.StartsWith("G3.1,", lines[2]);
        Assert.Equal("", Assert.Single(lines[3..]));
        Assert.StartsWith("事件编号,", System.Text.Encoding.UTF8.GetString((await town.Bytes("desk/export?region=V2", "zhang"))[3..]));
    }

    private static async Task Found(DeskTown town, string word, string who, params string[] issues)
    {
        var filter = issues.FirstOrDefault(one => one.StartsWith('&')) ?? "";
        string[] wanted = [.. issues.Where(one => !one.StartsWith('&')).Order()];
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Yield())
        {
            var found = SearchIds((await town.Get($"desk/search?q={word}{filter}", who)).Body).Order().ToList();
            if (found.SequenceEqual(wanted)) return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < RealtimeGov.Tests.Support.Patience.Max, $"{word}: {string.Join(' ', found)}");
        }
    }

    private static IEnumerable<string> SearchIds(JsonElement page) =>
        page.GetProperty("found").EnumerateArray().Select(one => one.GetProperty("issue").GetProperty("issueId").GetString()!);

    private static List<string> Ids((int Status, JsonElement Body) page) =>
        [.. page.Body.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("issueId").GetString()!)];

    private static (int, string) Told((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
