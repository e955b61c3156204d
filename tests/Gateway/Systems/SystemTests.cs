using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>Systems of Chinese towns, each played from its start to its figures through the public API; docs/systems.md is their table.</summary>
[Trait("lane", "systems")]
public sealed class SystemTests
{
    [Fact]
    public async Task Xiaolin_s_680_posts_are_published_claimed_and_released()
    {
        await using var town = await SystemTown.Start();
        await town.Play("xiaolin", "posts");
        Assert.Equal(680, await town.Figure("posts", "xiaolin", "posts"));
        await town.Play("xiaolin", "claimed");
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
        await using var town = await SystemTown.StartWith("pinghu");
        await town.Play("pinghu", "assigned");
        var figures = (await town.Programme("assignments", "pinghu")).GetProperty("figures");
        Assert.Equal([95, 119, 24, 71, 1, 10], new[] { "people", "villages", "holdMore", "holdOne", "teams", "teamPeople" }.Select(name => figures.GetProperty(name).GetInt32()));
        Assert.Equal("409 assignments_too_many", await town.Act("assignments", "pinghu", SystemTown.Office, "assign", new { item = "x", person = "judge0", region = "V1", from = "2026-03-01" }));
        Assert.Equal("409 assignment_overlaps", await town.Act("assignments", "pinghu", SystemTown.Office, "assign", new { item = "x", person = "judge94", region = "ph-1", from = "2026-03-01" }));
        await town.Must("assignments", "pinghu", SystemTown.Office, "duty", new { item = "a1", act = "d1", duty = "mediation", on = "2026-03-02" });
        await town.Must("assignments", "pinghu", SystemTown.Office, "appraise", new { item = "a1", level = "good", text = "矛盾不出村" });
        // The text is for those who may read texts; a cadre of the village sees that there is an assignment, and neither who nor what was written.
        Assert.Equal("矛盾不出村", (await town.Items("assignments", "pinghu", "part=assignment&person=judge0"))[0].GetProperty("text").GetProperty("text").GetString());
        var seen = (await town.Items("assignments", "pinghu", "region=ph-1", SystemTown.Cadre)).Single();
        Assert.Equal((JsonValueKind.Null, 0, 1), (seen.GetProperty("text").ValueKind, seen.GetProperty("people").GetArrayLength(), seen.GetProperty("peopleCount").GetInt32()));
        Assert.Equal(95, (await town.Programme("assignments", "pinghu")).GetProperty("figures").GetProperty("people").GetInt32());
    }

    [Fact]
    public async Task Haiyan_s_ten_promises_are_checked_by_somebody_else_and_the_half_year_s_630_evenings_lack_40()
    {
        await using var town = await SystemTown.Start();
        await town.Play("haiyan", "promised");
        Assert.Equal(10, await town.Figure("promises", "haiyan", "promises"));
        Assert.Equal([3, 4, 9], (await town.Items("promises", "haiyan")).Where(item => item.GetProperty("numbers").GetProperty("amount").GetInt32() > 0).Select(item => item.GetProperty("numbers").GetProperty("amount").GetInt32()).Order());
        await town.Must("promises", "haiyan", SystemTown.Office, "evidence", new { item = "p4", text = "已完成" });
        Assert.Equal("403 promise_own", await town.Act("promises", "haiyan", SystemTown.Office, "check", new { item = "p4" }));
        await town.Must("promises", "haiyan", SystemTown.Cadre, "check", new { item = "p4" });
        Assert.Equal((1L, 9L), (await town.Figure("promises", "haiyan", "kept"), await town.Figure("promises", "haiyan", "owed")));

        town.Town.Now = new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.FromHours(8));
        await town.Play("haiyan", "planned");
        var due = await town.Items("calendars", "haiyan", "part=visit");
        Assert.Equal(630, due.Count);
        await town.Play("haiyan", "held");
        var missing = await town.Items("calendars", "haiyan", "part=visit&dueBefore=2026-07-01");
        Assert.Equal(due.Skip(590).Select(Name), missing.Select(Name));
        var calendar = await town.Programme("calendars", "haiyan");
        Assert.Equal((40, 590, 6195), (missing.Count, calendar.GetProperty("figures").GetProperty("held").GetInt32(), calendar.GetProperty("figures").GetProperty("attendances").GetInt32()));
        Assert.Equal(40, calendar.GetProperty("overdue").GetInt32());
    }

    [Fact]
    public async Task Zhicheng_s_hall_decides_on_Taiyuan_new_village_by_12_votes_on_paper_and_9_on_line_shown_as_21()
    {
        await using var town = await SystemTown.Start();
        await town.Play("hall", "called");
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "opinion", new { item = "o1", text = "希望增加车位" });
        await town.Must("hall", "taiyuan", SystemTown.Leader, "recuse", new { item = "s22", reason = "与施工方有关" });
        await town.Play("hall", "voted");
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "vote", new { item = "m0", seat = "s21", choice = "for" });
        var tally = (await town.Items("hall", "taiyuan", "part=motion"))[0].GetProperty("numbers");
        Assert.Equal([21, 12, 9, 20, 1], new[] { "votes", "paper", "online", "for", "against" }.Select(name => tally.GetProperty(name).GetInt32()));
        Assert.Equal("409 seat_recused", await town.Act("hall", "taiyuan", SystemTown.Leader, "vote", new { item = "m0", seat = "s22", choice = "for" }));
        Assert.Equal("409 seat_voted", await town.Act("hall", "taiyuan", SystemTown.Cadre, "vote", new { item = "m0", seat = "s21", choice = "against" }));
        await town.Play("hall", "decided");
        Assert.Equal("409 vote_closed", await town.Act("hall", "taiyuan", SystemTown.Office, "vote", new { item = "m0", seat = "s22", choice = "for" }));
        await town.Must("hall", "taiyuan", SystemTown.Cadre, "done", new { item = "t0" });
        await town.Play("hall", "archived");
        var hall = await town.Programme("hall", "taiyuan");
        Assert.Equal(("archived", 5, 1, 1), (hall.GetProperty("state").GetString(), hall.GetProperty("figures").GetProperty("motions").GetInt32(), hall.GetProperty("figures").GetProperty("passed").GetInt32(), hall.GetProperty("figures").GetProperty("tasksDone").GetInt32()));
        Assert.Equal("到会 21 席，全部议题按规则表决。", hall.GetProperty("text").GetProperty("minutes").GetString());
        Assert.Equal("409 hall_archived", await town.Act("hall", "taiyuan", SystemTown.Office, "motion", new { item = "m9", title = "再议" }));
    }

    private static string Name(JsonElement item) => item.GetProperty("item").GetString()!;
}
