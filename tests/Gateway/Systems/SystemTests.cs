using System.Text.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>Systems of Chinese towns, each played from its start to its figures through the public API; docs/systems.md is their table.</summary>
[Trait("lane", "systems")]
public sealed class SystemTests
{
    [Fact]
    public async Task Xiaolin_s_680_posts_are_published_claimed_and_released()
    {
        await using var town = await SystemTown.Start();
        await town.Define("posts", "xiaolin", new { title = "先锋岗位", region = "T", perPerson = 2 });
        await town.MustImport("posts", "xiaolin", Sheet.Of("编号,岗位,名额", 680, n => $"p{n},岗位{n},1"));
        Assert.Equal(680, await town.Figure("posts", "xiaolin", "posts"));
        await town.MustImport("posts", "xiaolin", Sheet.Of("item,person", 679, n => $"p{n},s{(n + 1) / 2}"), "?action=claim");
        // The last place, claimed by two at once.
        var last = await Task.WhenAll(town.Act("posts", "xiaolin", SystemTown.Cadre, "claim", new { item = "p680" }), town.Act("posts", "xiaolin", SystemTown.Leader, "claim", new { item = "p680" }));
        Assert.Equal(["", "409 post_full"], last.Order());
        Assert.Equal((680L, 680L), (await town.Figure("posts", "xiaolin", "places"), await town.Figure("posts", "xiaolin", "taken")));
        Assert.Equal("409 post_full", await town.Act("posts", "xiaolin", SystemTown.Office, "claim", new { item = "p680", person = "s340" }));
        await town.Must("posts", "xiaolin", SystemTown.Office, "release", new { item = "p1", person = "s1" });
        Assert.Equal("409 posts_too_many", await town.Act("posts", "xiaolin", SystemTown.Office, "claim", new { item = "p1", person = "s2" }));
        Assert.Equal(679, await town.Figure("posts", "xiaolin", "taken"));
        Assert.Equal("p1", (await town.Items("posts", "xiaolin", "state=open")).Single().GetProperty("item").GetString());
    }

    [Fact]
    public async Task Pinghu_s_95_people_hold_119_villages_so_that_24_hold_two_and_71_one_and_10_prosecutors_are_one_team()
    {
        await using var town = await SystemTown.Start([.. Enumerable.Range(1, 119).Select(n => new Region { Code = $"P{n}", Name = $"P{n}", Kind = "village", Parent = "T" })]);
        await town.Define("assignments", "pinghu", new { title = "平安书记", region = "T", perPerson = 2 });
        await town.MustImport("assignments", "pinghu", Sheet.Of("编号,人员,村社,起", 119, n => $"a{n},judge{(n - 1) % 95},P{n},2026-01-01"));
        await town.Must("assignments", "pinghu", SystemTown.Office, "team", new
        {
            item = "procuratorate", title = "检察官团队", people = Enumerable.Range(1, 10).Select(n => $"prosecutor{n}"), regions = new[] { "P1", "P2", "P3" }, from = "2026-01-01",
        });
        var figures = (await town.Programme("assignments", "pinghu")).GetProperty("figures");
        Assert.Equal([95, 119, 24, 71, 1, 10], new[] { "people", "villages", "holdMore", "holdOne", "teams", "teamPeople" }.Select(name => figures.GetProperty(name).GetInt32()));
        Assert.Equal("409 assignments_too_many", await town.Act("assignments", "pinghu", SystemTown.Office, "assign", new { item = "x", person = "judge0", region = "V1", from = "2026-03-01" }));
        Assert.Equal("409 assignment_overlaps", await town.Act("assignments", "pinghu", SystemTown.Office, "assign", new { item = "x", person = "judge94", region = "P1", from = "2026-03-01" }));
        await town.Must("assignments", "pinghu", SystemTown.Office, "duty", new { item = "a1", act = "d1", duty = "mediation", on = "2026-03-02" });
        await town.Must("assignments", "pinghu", SystemTown.Office, "appraise", new { item = "a1", level = "good", text = "矛盾不出村" });
        // The text is for those who may read texts; a cadre of the village sees that there is an assignment, and neither who nor what was written.
        Assert.Equal("矛盾不出村", (await town.Items("assignments", "pinghu", "part=assignment&person=judge0"))[0].GetProperty("text").GetProperty("text").GetString());
        var seen = (await town.Items("assignments", "pinghu", "region=P1", SystemTown.Cadre)).Single();
        Assert.Equal((JsonValueKind.Null, 0, 1), (seen.GetProperty("text").ValueKind, seen.GetProperty("people").GetArrayLength(), seen.GetProperty("peopleCount").GetInt32()));
        Assert.Equal(95, (await town.Programme("assignments", "pinghu")).GetProperty("figures").GetProperty("people").GetInt32());
    }

    [Fact]
    public async Task Haiyan_s_ten_promises_are_checked_by_somebody_else_and_the_half_year_s_630_evenings_lack_40()
    {
        await using var town = await SystemTown.Start();
        await town.Define("promises", "haiyan", new { title = "三年承诺", region = "V1" });
        await town.MustImport("promises", "haiyan", "编号,承诺事项,责任单位或责任人,完成期限,数量\nbridges,修桥,committee,2028-12-31,3\nroads,村民小组道路,committee,2028-12-31,4\nhouse-roads,入户道路,committee,2028-12-31,9\n"
            + string.Concat(Enumerable.Range(4, 7).Select(n => $"p{n},承诺{n},shen,2028-12-31,\n")));
        Assert.Equal(10, await town.Figure("promises", "haiyan", "promises"));
        Assert.Equal([3, 4, 9], (await town.Items("promises", "haiyan")).Where(item => item.GetProperty("numbers").GetProperty("amount").GetInt32() > 0).Select(item => item.GetProperty("numbers").GetProperty("amount").GetInt32()).Order());
        await town.Must("promises", "haiyan", SystemTown.Office, "evidence", new { item = "p4", text = "已完成" });
        Assert.Equal("403 promise_own", await town.Act("promises", "haiyan", SystemTown.Office, "check", new { item = "p4" }));
        await town.Must("promises", "haiyan", SystemTown.Cadre, "check", new { item = "p4" });
        Assert.Equal((1L, 9L), (await town.Figure("promises", "haiyan", "kept"), await town.Figure("promises", "haiyan", "owed")));

        await town.Define("calendars", "haiyan", new { title = "第一书记夜学坐班", region = "T" });
        await town.MustImport("calendars", "haiyan", Sheet.Of("编号,人员,规则,日子,起,止,地点", 105, n => $"f{n:000},secretary{n},month_days,1 10 15 25,2026-01-01,2026-06-30,村党群服务中心"));
        var due = await town.Items("calendars", "haiyan", "part=visit");
        Assert.Equal(630, due.Count);
        town.Town.Now = new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var held = due.Take(590).ToList();
        await town.MustImport("calendars", "haiyan", "编号,日期,方式,人次\n" + string.Concat(held.Select(visit => $"{Name(visit)},{visit.GetProperty("from").GetString()},接访,10\n")), "?action=hold");
        var missing = await town.Items("calendars", "haiyan", "part=visit&dueBefore=2026-07-01");
        Assert.Equal(due.Skip(590).Select(Name), missing.Select(Name));
        var calendar = await town.Programme("calendars", "haiyan");
        Assert.Equal((40, 590, 5900), (missing.Count, calendar.GetProperty("figures").GetProperty("held").GetInt32(), calendar.GetProperty("figures").GetProperty("attendances").GetInt32()));
        Assert.Equal(40, calendar.GetProperty("overdue").GetInt32());
    }

    [Fact]
    public async Task Zhicheng_s_hall_decides_on_Taiyuan_new_village_by_12_votes_on_paper_and_9_on_line_shown_as_21()
    {
        await using var town = await SystemTown.Start();
        await town.Define("hall", "taiyuan", new { title = "太原新村改造", region = "T", rules = "议事规则（第二版）", quorum = 15 });
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "opinion", new { item = "o1", text = "希望增加车位" });
        string[] motions = ["拆除花坛", "拓宽道路", "增设车位", "设置门岗", "配备保安"];
        foreach (var (n, title) in motions.Index()) await town.Must("hall", "taiyuan", SystemTown.Office, "motion", new { item = $"m{n}", title });
        await town.MustImport("hall", "taiyuan", Sheet.Of("编号,人员,代表", 22, n => $"s{n},{(n == 21 ? SystemTown.Cadre : n == 22 ? SystemTown.Leader : $"r{n}")},{n} 号楼"), "?action=invite");
        await town.MustImport("hall", "taiyuan", Sheet.Of("编号", 22, n => $"s{n}"), "?action=attend");
        await town.Must("hall", "taiyuan", SystemTown.Leader, "recuse", new { item = "s22", reason = "与施工方有关" });
        await town.Must("hall", "taiyuan", SystemTown.Office, "open", new { item = "m0", until = "2026-03-09" });
        await town.MustImport("hall", "taiyuan", Sheet.Of("编号,席位,表决,纸质票", 12, n => $"m0,s{n},赞成,是"), "?action=vote");
        await town.MustImport("hall", "taiyuan", Sheet.Of("编号,席位,表决", 8, n => $"m0,s{n + 12},{(n < 8 ? "赞成" : "反对")}"), "?action=vote");
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "vote", new { item = "m0", seat = "s21", choice = "for" });
        var tally = (await town.Items("hall", "taiyuan", "part=motion"))[0].GetProperty("numbers");
        Assert.Equal([21, 12, 9, 20, 1], new[] { "votes", "paper", "online", "for", "against" }.Select(name => tally.GetProperty(name).GetInt32()));
        Assert.Equal("409 seat_recused", await town.Act("hall", "taiyuan", SystemTown.Leader, "vote", new { item = "m0", seat = "s22", choice = "for" }));
        Assert.Equal("409 seat_voted", await town.Act("hall", "taiyuan", SystemTown.Cadre, "vote", new { item = "m0", seat = "s21", choice = "against" }));
        await town.Must("hall", "taiyuan", SystemTown.Office, "close", new { item = "m0" });
        Assert.Equal("409 vote_closed", await town.Act("hall", "taiyuan", SystemTown.Office, "vote", new { item = "m0", seat = "s22", choice = "for" }));
        await town.Must("hall", "taiyuan", SystemTown.Office, "task", new { item = "t0", motion = "m0", title = "拆除花坛", owner = SystemTown.Cadre, due = "2026-05-01" });
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "done", new { item = "t0" });
        await town.Must("hall", "taiyuan", SystemTown.Office, "archive", new { minutes = "到会 21 席，全部议题按规则表决。" });
        var hall = await town.Programme("hall", "taiyuan");
        Assert.Equal(("archived", 5, 1, 1), (hall.GetProperty("state").GetString(), hall.GetProperty("figures").GetProperty("motions").GetInt32(), hall.GetProperty("figures").GetProperty("passed").GetInt32(), hall.GetProperty("figures").GetProperty("tasksDone").GetInt32()));
        Assert.Equal("到会 21 席，全部议题按规则表决。", hall.GetProperty("text").GetProperty("minutes").GetString());
        Assert.Equal("409 hall_archived", await town.Act("hall", "taiyuan", SystemTown.Office, "motion", new { item = "m9", title = "再议" }));
    }

    private static string Name(JsonElement item) => item.GetProperty("item").GetString()!;
}
