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
        await town.Play("jiashan", "listed");
        Assert.Equal((987L, 987L, 60L, 4L), (await town.Figure("surveys", "jiashan", "dwellings"), await town.Figure("surveys", "jiashan", "due"), await town.Figure("surveys", "jiashan", "stairwells"), await town.Figure("surveys", "jiashan", "questions")));

        // The steward of the first stairwell hands in what a door told; nobody else does, and no door that is not listed.
        var answers = new { item = "h001", sheet = "n1", a1 = "好", a2 = "够用", a3 = "亮", a4 = "盼装电梯" };
        await town.Must("surveys", "jiashan", SystemTown.Cadre, "answer", answers);
        await town.Must("surveys", "jiashan", SystemTown.Cadre, "answer", answers); // the answer to it was lost: the same sheet counts once
        Assert.Equal("409 dwelling_unknown", await town.Act("surveys", "jiashan", SystemTown.Cadre, "answer", new { item = "h988", a1 = "好", a2 = "够用", a3 = "亮", a4 = "无" }));
        Assert.Equal("403 survey_not_owner", await town.Act("surveys", "jiashan", SystemTown.Cadre, "answer", new { item = "h002", a1 = "好", a2 = "够用", a3 = "亮", a4 = "无" }));
        Assert.Equal("409 survey_answered", await town.Act("surveys", "jiashan", SystemTown.Cadre, "miss", new { item = "h001", why = "absent" }));
        await town.Play("jiashan", "missed");
        var figures = (await town.Programme("surveys", "jiashan")).GetProperty("figures");
        Assert.Equal([1, 10, 10, 966], new[] { "answered", "refused", "absent", "due" }.Select(name => figures.GetProperty(name).GetInt32()));

        // Everybody but the ten who refuse: 976 more, of whom three call the stairwell bad.
        await town.Play("jiashan", "answered");
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
        await town.Play("xiaolin", "notice sent");
        Assert.Equal("409 notice_not_reached", await town.Act("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", reached = 12 }));
        await town.Play("xiaolin", "notice passed");
        // 13,611 households over 1,161 stewards: 840 have twelve and 321 eleven.
        await town.Must("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", reached = 12 });
        Assert.Equal("403 notice_not_owner", await town.Act("notices", "xiaolin", SystemTown.Cadre, "acknowledge", new { item = "typhoon", receiver = "s2", reached = 12 }));
        await town.Play("xiaolin", "notice acknowledged");
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
        // 80 sections along twenty rivers; every fourth is walked every third day.
        await town.Play("xiaolin", "rivers");
        var figures = (await town.Programme("rivers", "xiaolin")).GetProperty("figures");
        Assert.Equal([20, 80, 240, 80, 0], new[] { "rivers", "sections", "patrollers", "chiefs", "walks" }.Select(name => figures.GetProperty(name).GetInt32()));

        var today = new DateOnly(2026, 3, 9);
        Assert.Equal("409 track_aside", await town.Act("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r01", act = "w", on = "2026-03-09", track = RiverLine(2) }));
        Assert.Equal("403 river_not_owner", await town.Act("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r02", act = "w", on = "2026-03-09", track = RiverLine(2) }));
        await town.Must("rivers", "xiaolin", SystemTown.Cadre, "walk", new { item = "r01", act = "w", on = "2026-03-09", track = RiverLine(1) });
        // Four days later the first sixty are walked; those with three days that nobody walked are stale.
        town.Town.Now = town.Town.Now.AddDays(4);
        await town.Play("xiaolin", "rivers walked");
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
        await using var town = await SystemTown.StartWith("xiaolin");
        await town.Play("xiaolin", "zones");
        await town.Must("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p1", amount = 150, on = "2026-03-08" });
        await town.Must("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p1", amount = 150, on = "2026-03-08" });
        Assert.Equal("400 day_in_future", await town.Act("zones", "xiaolin", SystemTown.Cadre, "progress", new { item = "clean", act = "p2", amount = 50, on = "2026-03-10" }));
        Assert.Equal("403 zone_not_owner", await town.Act("zones", "xiaolin", SystemTown.Leader, "progress", new { item = "clean", act = "p2", amount = 50, on = "2026-03-09" }));
        var item = (await town.Items("zones", "xiaolin", "part=campaign")).Single();
        Assert.Equal((100, 150, 75, "running"), (Number("days"), Number("done"), Number("percent"), item.GetProperty("state").GetString()));
        await town.Play("xiaolin", "campaign reached");
        var figures = (await town.Programme("zones", "xiaolin")).GetProperty("figures");
        Assert.Equal([8, 49, 1, 1, 200], new[] { "zones", "grids", "campaigns", "reached", "done" }.Select(name => figures.GetProperty(name).GetInt32()));

        int Number(string name) => item.GetProperty("numbers").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Xiaolin_s_monthly_reconciliation_compares_what_was_claimed_with_what_is_done_as_of_its_moment()
    {
        await using var town = await SystemTown.Start();
        await town.Play("xiaolin", "month");
        Assert.Equal("409 agenda_open", await town.Act("meetings", "xiaolin", SystemTown.Office, "decide", new { item = "d1", meeting = "m3", title = "补走访", owner = SystemTown.Cadre, due = "2026-03-16" }));
        await town.Play("xiaolin", "agenda");
        // What comes later is the next meeting's.
        await town.Must("wishes", "v1", SystemTown.Office, "claim", new { item = "w1", person = SystemTown.Cadre });
        await town.Must("calendars", "v1", SystemTown.Office, "hold", new { item = "li.202601.2", on = "2026-01-20", mode = "visit", attendances = 2 });
        Assert.Equal("409 agenda_frozen", await town.Act("meetings", "xiaolin", SystemTown.Office, "freeze", new { item = "m3" }));
        Assert.Equal(["m3:calendars/v1 6 1 5", "m3:wishes/v1 10 0 10"], (await town.Items("meetings", "xiaolin", "part=line")).Select(line =>
            $"{line.GetProperty("item").GetString()} {Number(line, "claimed")} {Number(line, "done")} {Number(line, "missing")}"));
        await town.Play("xiaolin", "decided");
        await town.Must("meetings", "xiaolin", SystemTown.Office, "close", new { item = "m3", minutes = "五次走访待补。" });
        Assert.Equal("403 decision_not_owner", await town.Act("meetings", "xiaolin", SystemTown.Leader, "done", new { item = "d1" }));
        town.Town.Now = town.Town.Now.AddDays(8);
        Assert.Equal("d1", (await town.Items("meetings", "xiaolin", "dueBefore=2026-03-17")).Single().GetProperty("item").GetString());
        await town.Must("meetings", "xiaolin", SystemTown.Cadre, "done", new { item = "d1", text = "已补" });
        Assert.Equal((1L, 1L, 2L), (await town.Figure("meetings", "xiaolin", "decisionsDone"), await town.Figure("meetings", "xiaolin", "closed"), await town.Figure("meetings", "xiaolin", "lines")));

        static int Number(System.Text.Json.JsonElement line, string name) => line.GetProperty("numbers").GetProperty(name).GetInt32();
    }

    private static string RiverLine(int n) => FormattableString.Invariant($"{30 + n * 0.01:0.0000},121.0000 {30 + n * 0.01 + 0.001:0.0000},121.0000");
}
