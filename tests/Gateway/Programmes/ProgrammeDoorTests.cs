using System.Text;
using System.Text.Json;
using RealtimeGov.Gateway.Tests.Systems;

namespace RealtimeGov.Gateway.Tests.Programmes;

/// <summary>Who is let in where, what is told of what is wrong, and how sheets come and go; one town for all of a test's questions.</summary>
[Trait("lane", "trust")]
public sealed class ProgrammeDoorTests
{
    [Fact]
    public async Task Whoever_runs_a_region_s_programmes_runs_no_other_s_and_whoever_takes_part_puts_up_nothing()
    {
        await using var town = await Board();
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Put("programmes/posts/other", "zhang", new { title = "岗", region = "T" })));
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Put("programmes/posts/south", "zhang", new { title = "夺来的岗", region = "V2" })));
        Assert.Equal(200, (await town.Town.Put("programmes/posts/v2", "zhang", new { title = "二村岗位", region = "V2" })).Status);
        Assert.Equal("403 not_allowed", await town.Act("posts", "south", "zhang", "publish", new { item = "x", title = "岗" }));
        Assert.Equal("403 not_allowed", await town.Act("posts", "south", SystemTown.Leader, "publish", new { item = "x", title = "岗" }));
        Assert.Equal("403 not_own", await town.Act("posts", "south", SystemTown.Cadre, "claim", new { item = "gate", person = "zhang" }));
        Assert.Equal("", await town.Act("posts", "south", SystemTown.Cadre, "claim", new { item = "gate" })); // of a village below it
        // A village's programme is not another village's.
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Get("programmes/posts/v2", SystemTown.Cadre)));
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Get("programmes/posts/v2/items", SystemTown.Cadre)));
        Assert.Equal(["south"], (await town.Town.Get("programmes/posts", SystemTown.Cadre)).Body.GetProperty("programmes").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Get("programmes", "sun")));
        Assert.Equal(401, (await town.Town.Get("programmes", null)).Status);
    }

    [Fact]
    public async Task An_act_drills_to_who_did_it_by_which_command_and_others_see_that_somebody_did()
    {
        await using var town = await Board();
        var command = Guid.NewGuid();
        for (var n = 0; n < 2; n++) Assert.Equal(n == 0, (await town.Town.PostAsIs("programmes/posts/south/actions/claim", SystemTown.Leader, new { commandId = command, item = "gate" })).Body.GetProperty("changed").GetBoolean());
        var last = (await town.Town.Get("programmes/posts/south/history", SystemTown.Office)).Body.GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("postClaimed", "gate", "person", "xu", command.ToString()), (Text(last, "what"), Text(last, "item"), Text(last, "kind"), Text(last, "by"), Text(last, "commandId")));
        Assert.Equal(JsonValueKind.Null, (await town.Town.Get("programmes/posts/south/history", SystemTown.Cadre)).Body.GetProperty("history").EnumerateArray().Last().GetProperty("by").ValueKind);
        Assert.Equal((403, "not_allowed"), await Code(town.Town.Get("programmes/posts/south/items?person=xu", SystemTown.Cadre)));
        Assert.True(town.Town.Audits("person shen", "programme posts/south"));
    }

    [Fact]
    public async Task What_somebody_wrote_is_masked_unless_a_purpose_is_stated_and_is_shown_to_nobody_else()
    {
        await using var town = await Board();
        await town.Must("posts", "south", SystemTown.Office, "publish", new { item = "river", title = "护河岗", duties = "问题请电 13812345678" });
        Assert.DoesNotContain("13812345678", (await town.Town.Get("programmes/posts/south/items", SystemTown.Office)).Body.GetRawText());
        Assert.Contains("13812345678", (await town.Town.Get("programmes/posts/south/items?purpose=%E6%A0%B8%E5%AF%B9", SystemTown.Office)).Body.GetRawText());
        Assert.DoesNotContain("duties", (await town.Town.Get("programmes/posts/south/items?purpose=x", SystemTown.Cadre)).Body.GetRawText());
    }

    [Fact]
    public async Task S8_what_is_wrong_is_told_by_its_field_and_changes_nothing()
    {
        await using var town = await Board();
        var before = (await town.Programme("posts", "south")).GetProperty("version").GetInt32();
        Assert.Equal((404, "kind_unknown"), await Code(town.Town.Get("programmes/poster", SystemTown.Office)));
        Assert.Equal((404, "programme_unknown"), await Code(town.Town.Get("programmes/posts/nowhere", SystemTown.Office)));
        Assert.Equal((400, "field_malformed"), await Code(town.Town.Put("programmes/posts/a%20b", SystemTown.Office, new { title = "岗", region = "T" })));
        Assert.Equal((404, "unknown_region"), await Code(town.Town.Put("programmes/posts/b", SystemTown.Office, new { title = "岗", region = "nowhere" })));
        foreach (var (action, body, refused) in new (string, object, string)[]
        {
            ("publich", new { item = "x" }, "404 action_unknown"), ("publish", new { item = "x" }, "400 field_missing"), ("publish", new { item = "x", title = 7 }, "400 field_malformed"),
            ("publish", new { item = "x", title = "岗", places = "two" }, "400 field_malformed"), ("publish", new { item = "x", title = "岗", until = "tomorrow" }, "400 field_malformed"),
            ("publish", new { item = "x", titel = "岗" }, "400 field_unknown"), ("publish", new { item = "x", title = "岗", commandId = "1" }, "400 field_malformed"), ("claim", new { item = "nowhere" }, "404 item_unknown"),
            ("publish", new { item = "gate", title = "别的岗" }, "409 item_taken"), ("publish", new { item = "x", title = "岗", region = "nowhere" }, "400 unknown_region"),
        })
            Assert.Equal(refused, await town.Act("posts", "south", SystemTown.Office, action, body));
        Assert.Equal((400, "filter_unknown"), await Code(town.Town.Get("programmes/posts/south/items?stat=open", SystemTown.Office)));
        Assert.Equal((400, "filter_malformed"), await Code(town.Town.Get("programmes/posts/south/items?dueBefore=soon", SystemTown.Office)));
        Assert.Equal((400, "limit_out_of_range"), await Code(town.Town.Get("programmes/posts/south/items?limit=0", SystemTown.Office)));
        Assert.Equal(before, (await town.Programme("posts", "south")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_sheet_s_faults_are_told_by_line_and_what_comes_out_goes_in_again()
    {
        await using var town = await Board();
        var (status, body) = await town.Import("posts", "south", "编号,岗位,名额\na,甲岗,1\nb,,1\ngate,别的岗,1\n");
        Assert.Equal((400, "import_faults", 2), (status, body.GetProperty("error").GetProperty("code").GetString(), body.GetProperty("faultsInAll").GetInt32()));
        Assert.Equal([(3, "field_missing"), (4, "item_taken")], body.GetProperty("faults").EnumerateArray().Select(fault => (fault.GetProperty("line").GetInt32(), Text(fault, "code")!)));
        Assert.Equal((400, "sheet_heading"), await Code(town.Import("posts", "south", "编号,岗位名\na,甲岗\n")));
        var tried = (await town.Import("posts", "south", "item,title\na,=甲岗\n", "?dryRun=true")).Body;
        Assert.Equal((1, true), (tried.GetProperty("changed").GetInt32(), tried.GetProperty("dryRun").GetBoolean()));
        Assert.Equal(1, await town.Figure("posts", "south", "posts"));
        Assert.Equal(1, (await town.Import("posts", "south", "item,title\na,=甲岗\n")).Body.GetProperty("changed").GetInt32());
        Assert.Equal(0, (await town.Import("posts", "south", "item,title\na,=甲岗\n")).Body.GetProperty("changed").GetInt32());
        Assert.Equal((403, "not_allowed"), await Code(town.Import("posts", "south", "item,title\nc,丙岗\n", who: "zhang")));
        var lines = Encoding.UTF8.GetString(await town.Town.Bytes("programmes/posts/south/export?lang=en", SystemTown.Office)).Split("\r\n");
        Assert.Equal("\uFEFFitem,part,title,region,state,people,from,until,due,Places,Taken", lines[0]);
        Assert.Equal("a,post,'=甲岗,T,open,,,,,1,0", lines[1]); // a spreadsheet must not run it
    }

    [Fact]
    public async Task Every_kind_says_of_itself_what_a_page_needs()
    {
        await using var town = await Board();
        var kinds = (await town.Town.Get("programmes", SystemTown.Office)).Body.EnumerateArray().ToList();
        Assert.Equal(Domain.Programmes.ProgrammeKinds.All.Select(kind => kind.Name), kinds.Select(kind => Text(kind, "kind")));
        var publish = kinds[0].GetProperty("actions")[0];
        Assert.Equal(("publish", "发布岗位", "title", "岗位", true), (Text(publish, "action"), Text(publish, "zh"), Text(publish.GetProperty("fields")[0], "type"), Text(publish.GetProperty("fields")[0], "zh"), publish.GetProperty("fields")[0].GetProperty("needed").GetBoolean()));
        Assert.All(kinds.SelectMany(kind => kind.GetProperty("actions").EnumerateArray()).SelectMany(action => action.GetProperty("fields").EnumerateArray()), field => Assert.NotEqual("", Text(field, "type")));
    }

    private static async Task<SystemTown> Board()
    {
        var town = await SystemTown.Start();
        await town.Define("posts", "south", new { title = "南片岗位", region = "T" });
        await town.Must("posts", "south", SystemTown.Office, "publish", new { item = "gate", title = "门岗" });
        return town;
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static async Task<(int, string?)> Code(Task<(int Status, JsonElement Body)> asked)
    {
        var (status, body) = await asked;
        return (status, body.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null);
    }
}
