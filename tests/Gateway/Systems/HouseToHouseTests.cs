using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>What goes from door to door, along rivers and down the chain, each from its start to its figures through the public API.</summary>
[Trait("lane", "systems")]
public sealed class HouseToHouseTests
{
    [Fact]
    public async Task Jiashan_s_987_households_of_two_compounds_answer_four_questions_and_nothing_is_left_of_it_but_sums()
    {
        await using var town = await SystemTown.Start();
        town.Town.Now = new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));
        await town.Define("surveys", "jiashan", new { title = "楼道长入户问卷", region = "T", from = "2026-06-01", until = "2026-06-14" });
        await town.MustImport("surveys", "jiashan", Sheet.Of("编号,区划,楼道长", 60, n => $"s{n:00},{(n <= 32 ? "V1" : "V2")},{(n == 1 ? SystemTown.Cadre : $"lou{n}")}"), "?action=stairwell");
        await town.MustImport("surveys", "jiashan", Sheet.Of("编号,楼道", 987, n => $"h{n:000},s{(n - 1) % 60 + 1:00}"));
        await town.MustImport("surveys", "jiashan", "编号,问题,序号,备选答案\nq1,楼道卫生,1,好 一般 差\nq2,停车,2,够用 不够\nq3,夜间照明,3,亮 暗\nq4,最盼望办的事,4,\n", "?action=question");
        Assert.Equal((987L, 987L, 60L, 4L), (await town.Figure("surveys", "jiashan", "dwellings"), await town.Figure("surveys", "jiashan", "due"), await town.Figure("surveys", "jiashan", "stairwells"), await town.Figure("surveys", "jiashan", "questions")));

        // The steward of the first stairwell hands in what a door told; nobody else does, and no door that is not listed.
        var answers = new { item = "h001", sheet = "n1", a1 = "好", a2 = "够用", a3 = "亮", a4 = "盼装电梯" };
        await town.Must("surveys", "jiashan", SystemTown.Cadre, "answer", answers);
        await town.Must("surveys", "jiashan", SystemTown.Cadre, "answer", answers); // the answer to it was lost: the same sheet counts once
        Assert.Equal("409 dwelling_unknown", await town.Act("surveys", "jiashan", SystemTown.Cadre, "answer", new { item = "h988", a1 = "好", a2 = "够用", a3 = "亮", a4 = "无" }));
        Assert.Equal("403 survey_not_owner", await town.Act("surveys", "jiashan", SystemTown.Cadre, "answer", new { item = "h002", a1 = "好", a2 = "够用", a3 = "亮", a4 = "无" }));
        Assert.Equal("409 survey_answered", await town.Act("surveys", "jiashan", SystemTown.Cadre, "miss", new { item = "h001", why = "absent" }));
        await town.MustImport("surveys", "jiashan", Sheet.Of("编号,原因", 20, n => $"h{n + 1:000},{(n % 2 == 0 ? "拒绝" : "无人")}"), "?action=miss");
        var figures = (await town.Programme("surveys", "jiashan")).GetProperty("figures");
        Assert.Equal([1, 10, 10, 966], new[] { "answered", "refused", "absent", "due" }.Select(name => figures.GetProperty(name).GetInt32()));

        // Everybody but the ten who refuse: 976 more, of whom three call the stairwell bad.
        await town.MustImport("surveys", "jiashan", Sheet.Of("编号,答案 1,答案 2,答案 3,答案 4", 976, n =>
            $"h{(n <= 10 ? 2 * n : n + 11):000},{(n <= 3 ? "差" : n <= 103 ? "一般" : "好")},{(n <= 500 ? "不够" : "够用")},{(n <= 200 ? "暗" : "亮")},盼望{n}"), "?action=answer");
        var seen = await town.Items("surveys", "jiashan", "part=stairwell");
        Assert.Equal(987, seen.Sum(stairwell => stairwell.GetProperty("numbers").GetProperty("answered").GetInt32() + stairwell.GetProperty("numbers").GetProperty("refused").GetInt32()));
        // Nobody is shown what a door told, whoever asks.
        Assert.All(await town.Items("surveys", "jiashan", "part=dwelling&state=answered"), door => Assert.Equal(System.Text.Json.JsonValueKind.Null, door.GetProperty("text").ValueKind));
        Assert.Equal(977, (await town.Town.ContentsOf("programme/surveys/jiashan")).Count());

        // After the last day it is closed and counted; thirty days later the answers are gone from the store.
        town.Town.Now = town.Town.Now.AddDays(13);
        Assert.Equal(0, await town.Town.KeepSurveys());
        town.Town.Now = town.Town.Now.AddDays(1);
        Assert.Equal("409 survey_not_running", await town.Act("surveys", "jiashan", SystemTown.Office, "answer", new { item = "h003", a1 = "好", a2 = "够用", a3 = "亮", a4 = "无" }));
        Assert.Equal((1, 0), (await town.Town.KeepSurveys(), await town.Town.KeepSurveys()));
        Assert.Equal("closed", (await town.Programme("surveys", "jiashan")).GetProperty("state").GetString());
        // The three are too few to be told, and the next smallest sum is hidden with them: they are not to be reckoned.
        string[] sums = ["好=874", "一般=-", "差=-", "够用=477", "不够=500", "亮=777", "暗=200"];
        Assert.Equal(sums, await Sums());
        Assert.Equal(977, (await town.Town.ContentsOf("programme/surveys/jiashan")).Count());
        town.Town.Now = town.Town.Now.AddDays(30);
        Assert.Equal(0, await town.Town.KeepSurveys());
        town.Town.Now = town.Town.Now.AddDays(1);
        Assert.Equal((1, 0), (await town.Town.KeepSurveys(), await town.Town.KeepSurveys()));
        Assert.Equal("erased", (await town.Programme("surveys", "jiashan")).GetProperty("state").GetString());
        Assert.Empty(await town.Town.ContentsOf("programme/surveys/jiashan"));
        Assert.Equal(sums, await Sums());
        Assert.Equal(977, await town.Figure("surveys", "jiashan", "answered"));

        async Task<IEnumerable<string>> Sums() => (await town.Items("surveys", "jiashan", "part=result")).Select(sum =>
            $"{sum.GetProperty("title").GetString()}={(sum.GetProperty("numbers").TryGetProperty("count", out var count) ? count.ToString() : "-")}");
    }

    [Fact]
    public async Task Xiaolin_s_notice_goes_from_the_town_to_1161_stewards_and_13611_households_come_up()
    {
        await using var town = await SystemTown.Start();
        await town.Define("notices", "xiaolin", new { title = "逐级通知", region = "T" });
        await town.MustImport("notices", "xiaolin", "编号,人员\ntown,shen\n");
        await town.MustImport("notices", "xiaolin", Sheet.Of("编号,人员,上级接收人", 50, n => $"grid{n},branch{n},town"));
        await town.MustImport("notices", "xiaolin", Sheet.Of("编号,人员,上级接收人", 1161, n => $"s{n},{(n == 1 ? SystemTown.Cadre : $"steward{n}")},grid{(n - 1) % 50 + 1}"));
        await town.Must("notices", "xiaolin", SystemTown.Office, "notice", new { item = "typhoon", title = "防台风", due = "2026-03-10" });
        Assert.Equal("409 notice_not_reached", await town.Act("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", reached = 12 }));
        await town.Must("notices", "xiaolin", SystemTown.Office, "pass", new { item = "typhoon" });
        await town.MustImport("notices", "xiaolin", Sheet.Of("编号,接收人", 50, n => $"typhoon,grid{n}"), "?action=pass");
        // 13,611 households over 1,161 stewards: 840 have twelve and 321 eleven.
        await town.Must("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", reached = 12 });
        Assert.Equal("403 notice_not_owner", await town.Act("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", receiver = "s2", reached = 12 }));
        await town.MustImport("notices", "xiaolin", Sheet.Of("编号,接收人,已通知户数", 1160, n => $"typhoon,s{n + 1},{(n < 840 ? 12 : 11)}"), "?action=acknowledge");
        var figures = (await town.Programme("notices", "xiaolin")).GetProperty("figures");
        Assert.Equal([1212, 1212, 1161, 13611], new[] { "receivers", "sent", "acknowledged", "reached" }.Select(name => figures.GetProperty(name).GetInt32()));
        var grid = (await town.Items("notices", "xiaolin", "person=branch1")).Single(item => item.GetProperty("part").GetString() == "delivery").GetProperty("numbers");
        Assert.Equal((25, 24), (grid.GetProperty("below").GetInt32(), grid.GetProperty("acknowledged").GetInt32()));
        // What nobody acknowledged in time is overdue: the town and its fifty grids.
        town.Town.Now = town.Town.Now.AddDays(2);
        Assert.Equal(51, (await town.Items("notices", "xiaolin", "dueBefore=2026-03-11")).Count);
    }

    [Fact]
    public async Task Xiaolin_s_240_river_patrollers_keep_their_sections_fresh_and_the_stale_ones_are_listed_exactly()
    {
        await using var town = await SystemTown.Start();
        await town.Define("rivers", "xiaolin", new { title = "百米河长", region = "T" });
        // 80 sections of 111 m along twenty rivers, each with a chief and two patrollers; every fourth is walked every third day.
        static string Line(int n) => $"{30 + n * 0.01:0.0000},121.0000 {30 + n * 0.01 + 0.001:0.0000},121.0000";
        await town.MustImport("rivers", "xiaolin", Sheet.Of("编号,河段,河道,走向,巡查间隔天数", 80, n => $"r{n:00},河段{n},river{(n + 3) / 4},\"{Line(n)}\",{(n % 4 == 0 ? 3 : 7)}"));
        await town.MustImport("rivers", "xiaolin", Sheet.Of("编号,人员,担任河长", 240, n => $"r{(n + 2) / 3:00},{(n == 1 ? SystemTown.Cadre : $"x{n}")},{(n % 3 == 1 ? "是" : "")}"), "?action=put");
        var figures = (await town.Programme("rivers", "xiaolin")).GetProperty("figures");
        Assert.Equal([20, 80, 240, 80, 0], new[] { "rivers", "sections", "patrollers", "chiefs", "walks" }.Select(name => figures.GetProperty(name).GetInt32()));

        var today = new DateOnly(2026, 3, 9);
        Assert.Equal("409 track_aside", await town.Act("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r01", act = "w", on = "2026-03-09", track = Line(2) }));
        Assert.Equal("403 river_not_owner", await town.Act("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r02", act = "w", on = "2026-03-09", track = Line(2) }));
        await town.Must("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r01", act = "w", on = "2026-03-09", track = Line(1) });
        // Four days later the first sixty are walked; those with three days that nobody walked are stale.
        town.Town.Now = town.Town.Now.AddDays(4);
        await town.MustImport("rivers", "xiaolin", Sheet.Of("编号,巡查号,日期,轨迹", 60, n => $"r{n:00},v{n},2026-03-13,\"{Line(n)}\""), "?action=walk");
        Assert.Equal([64, 68, 72, 76, 80], await Stale(today.AddDays(4)));
        Assert.Equal([64, 68, 72, 76, 80], await Stale(today.AddDays(7)));
        // A day later those with seven days that nobody walked, and of the walked ones those with three.
        Assert.Equal(Enumerable.Range(1, 80).Where(n => n > 60 || n % 4 == 0), await Stale(today.AddDays(8)));
        Assert.Empty(await town.Town.ContentsOf("programme/rivers/xiaolin"));
        Assert.Equal(61, await town.Figure("rivers", "xiaolin", "walks"));

        async Task<IEnumerable<int>> Stale(DateOnly day)
        {
            town.Town.Now = new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 0)), TimeSpan.FromHours(8));
            var listed = (await town.Items("rivers", "xiaolin", $"dueBefore={day:yyyy-MM-dd}")).ToList();
            Assert.Equal(listed.Count, (await town.Programme("rivers", "xiaolin")).GetProperty("overdue").GetInt32());
            Assert.All(listed, section => Assert.True(section.GetProperty("overdue").GetBoolean()));
            return listed.Select(section => int.Parse(section.GetProperty("item").GetString()![1..], System.Globalization.CultureInfo.InvariantCulture)).Order();
        }
    }

    [Fact]
    public async Task Xiaolin_s_eight_zones_cut_across_grids_and_a_campaign_of_a_hundred_days_comes_to_its_target()
    {
        await using var town = await SystemTown.Start([.. Enumerable.Range(1, 50).Select(n => new Region { Code = $"X{n}", Name = $"X{n}", Kind = "grid", Parent = "V1" })]);
        await town.Define("zones", "xiaolin", new { title = "责任区", region = "T" });
        // Each zone goes through seven grids, and neighbours share one.
        await town.MustImport("zones", "xiaolin", Sheet.Of("编号,责任区,网格,责任人", 8, n => $"z{n},第{n}责任区,{string.Join(' ', Enumerable.Range(1 + (n - 1) * 6, 7).Select(grid => $"X{grid}"))},{(n == 1 ? SystemTown.Cadre : $"p{n}")}"));
        await town.Must("zones", "xiaolin", SystemTown.Office, "campaign", new { item = "clean", title = "百日整治", zone = "z1", from = "2026-03-01", until = "2026-06-08", target = 200 });
        await town.Must("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p1", amount = 150, on = "2026-03-08" });
        await town.Must("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p1", amount = 150, on = "2026-03-08" });
        Assert.Equal("400 day_in_future", await town.Act("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p2", amount = 50, on = "2026-03-10" }));
        Assert.Equal("403 zone_not_owner", await town.Act("zones", "xiaolin", SystemTown.Leader, "progress", new { item = "clean", act = "p2", amount = 50, on = "2026-03-09" }));
        var item = (await town.Items("zones", "xiaolin", "part=campaign")).Single();
        Assert.Equal((100, 150, 75, "running"), (Number("days"), Number("done"), Number("percent"), item.GetProperty("state").GetString()));
        await town.Must("zones", "xiaolin", SystemTown.Office, "progress", new { item = "clean", act = "p2", amount = 50, on = "2026-03-09" });
        var figures = (await town.Programme("zones", "xiaolin")).GetProperty("figures");
        Assert.Equal([8, 49, 1, 1, 200], new[] { "zones", "grids", "campaigns", "reached", "done" }.Select(name => figures.GetProperty(name).GetInt32()));

        int Number(string name) => item.GetProperty("numbers").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Xiaolin_s_monthly_reconciliation_compares_what_was_claimed_with_what_is_done_as_of_its_moment()
    {
        await using var town = await SystemTown.Start();
        await town.Define("wishes", "v1", new { title = "微心愿", region = "V1" });
        await town.MustImport("wishes", "v1", Sheet.Of("编号,心愿（审核后）", 10, n => $"w{n},心愿{n}"));
        await town.Define("calendars", "v1", new { title = "走访", region = "V1" });
        await town.MustImport("calendars", "v1", "编号,人员,规则,每月次数,起,止\nli,li,monthly,2,2026-01-01,2026-03-31\n");
        await town.Must("calendars", "v1", SystemTown.Office, "hold", new { item = "li.202601.1", on = "2026-01-10", mode = "visit", attendances = 3 });
        await town.Define("wishes", "v2", new { title = "微心愿", region = "V2" });
        await town.Define("meetings", "xiaolin", new { title = "对账例会", region = "T" });
        await town.Must("meetings", "xiaolin", SystemTown.Office, "meeting", new { item = "m3", title = "三月对账会", sort = "reconciliation", on = "2026-03-09", region = "V1" });
        Assert.Equal("409 agenda_open", await town.Act("meetings", "xiaolin", SystemTown.Office, "decide", new { item = "d1", meeting = "m3", title = "补走访", owner = SystemTown.Cadre, due = "2026-03-16" }));
        await town.Must("meetings", "xiaolin", SystemTown.Office, "freeze", new { item = "m3" });
        // What comes later is the next meeting's.
        await town.Must("wishes", "v1", SystemTown.Office, "claim", new { item = "w1", person = SystemTown.Cadre });
        await town.Must("calendars", "v1", SystemTown.Office, "hold", new { item = "li.202601.2", on = "2026-01-20", mode = "visit", attendances = 2 });
        Assert.Equal("409 agenda_frozen", await town.Act("meetings", "xiaolin", SystemTown.Office, "freeze", new { item = "m3" }));
        Assert.Equal(["m3:calendars/v1 6 1 5", "m3:wishes/v1 10 0 10"], (await town.Items("meetings", "xiaolin", "part=line")).Select(line =>
            $"{line.GetProperty("item").GetString()} {Number(line, "claimed")} {Number(line, "done")} {Number(line, "missing")}"));
        await town.Must("meetings", "xiaolin", SystemTown.Office, "decide", new { item = "d1", meeting = "m3", title = "补走访", owner = SystemTown.Cadre, due = "2026-03-16", line = "v1" });
        await town.Must("meetings", "xiaolin", SystemTown.Office, "close", new { item = "m3", minutes = "五次走访待补。" });
        Assert.Equal("403 decision_not_owner", await town.Act("meetings", "xiaolin", SystemTown.Leader, "done", new { item = "d1" }));
        town.Town.Now = town.Town.Now.AddDays(8);
        Assert.Equal("d1", (await town.Items("meetings", "xiaolin", "dueBefore=2026-03-17")).Single().GetProperty("item").GetString());
        await town.Must("meetings", "xiaolin", SystemTown.Cadre, "done", new { item = "d1", text = "已补" });
        Assert.Equal((1L, 1L, 2L), (await town.Figure("meetings", "xiaolin", "decisionsDone"), await town.Figure("meetings", "xiaolin", "closed"), await town.Figure("meetings", "xiaolin", "lines")));

        static int Number(System.Text.Json.JsonElement line, string name) => line.GetProperty("numbers").GetProperty(name).GetInt32();
    }
}
