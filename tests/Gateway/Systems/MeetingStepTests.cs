using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>A town's weekly analysis: the big and hard matters as of its moment, and decisions that are steps of the loop.</summary>
public sealed class MeetingStepTests
{
    [Fact]
    public async Task A_weekly_analysis_lists_the_big_and_hard_matters_as_of_its_moment_and_keeps_their_ids_from_who_takes_part()
    {
        await using var town = await Called();
        var (big, hard, small) = (await Classified(town, "big"), await Classified(town, "hard"), await Classified(town, "small"));
        var elsewhere = await Classified(town, "big", "G3");
        await town.Must("meetings", "week", SystemTown.Office, "freeze", new { item = "w1" });
        var later = await Classified(town, "hard"); // the next meeting's

        var lines = await town.Items("meetings", "week", "part=matter");
        Assert.Equal([$"w1:001 {hard} hard G1", $"w1:002 {big} big G1"], lines.Select(line => $"{line.GetProperty("item").GetString()} {Word(line, "issue")} {Word(line, "size")} {line.GetProperty("region").GetString()}"));
        Assert.DoesNotContain(lines, line => new[] { small, elsewhere, later }.Contains(Word(line, "issue")));
        Assert.Equal(2, await town.Figure("meetings", "week", "matters"));
        Assert.Equal(2, (await town.Items("meetings", "week", "part=meeting")).Single().GetProperty("numbers").GetProperty("matters").GetInt32());
        // By an issue's id everybody reads when it was reported: whoever takes part sees that there is a matter, and not which.
        Assert.Equal(["", ""], (await town.Items("meetings", "week", "part=matter", SystemTown.Cadre)).Select(line => Word(line, "issue")));
    }

    [Fact]
    public async Task A_decision_about_an_issue_is_a_step_of_the_loop_with_a_name_and_a_day()
    {
        await using var town = await Called();
        var issue = await Classified(town, "big");
        await town.Must("meetings", "week", SystemTown.Office, "freeze", new { item = "w1" });
        var decision = new { item = "d1", meeting = "w1", title = "由二村办理", owner = SystemTown.Cadre, due = "2026-03-16", issue, step = "route", unit = "V1" };

        await town.Must("meetings", "week", SystemTown.Office, "decide", decision);
        var after = await Issue(town, issue);
        Assert.Equal(("routed", "V1"), (after.GetProperty("issue").GetProperty("stage").GetString(), after.GetProperty("issue").GetProperty("holder").GetString()));
        Assert.Contains("由二村办理（qian，2026-03-16）", after.GetRawText());
        Assert.Equal(("route", SystemTown.Cadre), (Word((await town.Items("meetings", "week", "part=decision")).Single(), "step"), (await town.Items("meetings", "week", "part=decision")).Single().GetProperty("people")[0].GetString()));
        // Sent again, nothing happens twice.
        await town.Must("meetings", "week", SystemTown.Office, "decide", decision);
        Assert.Equal(after.GetProperty("issue").GetProperty("version").GetUInt64(), (await Issue(town, issue)).GetProperty("issue").GetProperty("version").GetUInt64());
    }

    [Fact]
    public async Task S8_what_the_loop_refuses_is_not_decided_and_what_the_meeting_refuses_is_no_step()
    {
        await using var town = await Called();
        var issue = await Classified(town, "big");
        object Decision(string item, string step, string unit = "", string meeting = "w1", string? about = null, string due = "2026-03-16") => unit.Length > 0
            ? new { item, meeting, title = "办理", owner = SystemTown.Cadre, due, issue = about ?? issue, step, unit }
            : new { item, meeting, title = "办理", owner = SystemTown.Cadre, due, issue = about ?? issue, step };
        Assert.Equal("409 agenda_open", await Decide(Decision("d1", "route", "V1"))); // the meeting's
        await town.Must("meetings", "week", SystemTown.Office, "freeze", new { item = "w1" });
        await town.Town.Step(issue, SystemTown.Office, new { step = "route", lead = "V1" });
        var before = (await Issue(town, issue)).GetProperty("issue").GetProperty("version").GetUInt64();

        Assert.Equal("403 not_allowed", await Decide(Decision("d1", "supervise"))); // a dispatcher is nobody's supervisor
        Assert.Equal("409 stage_forbids", await Decide(Decision("d1", "extend"))); // nobody has taken it over
        Assert.Equal("400 unit_unknown", await Decide(Decision("d1", "route", "nowhere")));
        Assert.Equal("404 unknown_issue", await Decide(Decision("d1", "route", "V1", about: "G1-999")));
        Assert.Equal("409 decision_step_issue", await Decide(Decision("d1", "route")));
        Assert.Equal("409 decision_due", await Decide(Decision("d1", "route", "V1", due: "2026-03-08")));
        var (status, body) = await town.Import("meetings", "week", $"编号,会议编号,决定,责任人,完成期限,事件编号,事件步骤,承办单位\nd1,w1,办理,qian,2026-03-16,{issue},分流给单位,V1\n", "?action=decide");
        Assert.Equal((400, "field_malformed"), (status, body.GetProperty("error").GetProperty("code").GetString()));

        Assert.Equal(0, await town.Figure("meetings", "week", "decisions"));
        Assert.Equal(before, (await Issue(town, issue)).GetProperty("issue").GetProperty("version").GetUInt64());

        Task<string> Decide(object fields) => town.Act("meetings", "week", SystemTown.Office, "decide", fields);
    }

    private static async Task<SystemTown> Called()
    {
        var town = await SystemTown.Start();
        await town.Define("meetings", "week", new { title = "每周分析会", region = "V1" });
        await town.Must("meetings", "week", SystemTown.Office, "meeting", new { item = "w1", title = "第十一周", sort = "analysis", on = "2026-03-09" });
        return town;
    }

    /// <summary>An issue of that size.</summary>
    private static async Task<string> Classified(SystemTown town, string size, string grid = "G1")
    {
        var issue = (await town.Town.Report($"{size} {Guid.NewGuid()}", grid)).IssueId;
        await town.Town.Step(issue, SystemTown.Office, size == "hard" ? new { step = "classify", size, hardTrigger = "severalDepartments" } : new { step = "classify", size });
        return issue;
    }

    private static async Task<JsonElement> Issue(SystemTown town, string issue) => (await town.Town.Get($"desk/issues/{issue}", SystemTown.Office)).Body;

    private static string Word(JsonElement line, string name) => line.GetProperty("words").TryGetProperty(name, out var word) ? word.GetString()! : "";
}
