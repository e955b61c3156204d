using System.Text.Json;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>Desks that are open are told what happens, and who else looks.</summary>
public sealed class OpenDeskTests
{
    [Fact]
    public async Task An_open_desk_sees_what_is_reported_and_done_in_its_region_and_nothing_else()
    {
        await using var town = await DeskTown.Start();
        await using var shen = await town.Screen("shen");
        await using var wang = await town.Screen("wang");
        Assert.Null(await shen.Call("WatchDesk", "T"));
        Assert.Null(await wang.Call("WatchDesk", "V1"));
        await town.Report("另村", grid: "G3");
        await town.Report("坑洼");
        var opened = await wang.Frame("issue", frame => Id(frame) == "G1.1");
        Assert.Equal(("open", 1, "opened"), (opened.GetProperty("stage").GetString(), opened.GetProperty("version").GetInt32(), opened.GetProperty("what").GetString()));
        await town.Step("G1.1", "shen", new { step = "route" });
        var routed = await wang.Frame("issue", frame => Stage(frame) == "routed");
        Assert.Equal(("V1", "T", "shen"), (routed.GetProperty("holder").GetString(), routed.GetProperty("supervisor").GetString(), routed.GetProperty("by").GetString()));
        Assert.Equal(JsonValueKind.String, routed.GetProperty("due").ValueKind);
        await shen.Frame("issue", frame => Id(frame) == "G3.1");
        await shen.Frame("issue", frame => Stage(frame) == "routed");
        Assert.DoesNotContain("G3.1", wang.Frames("issue").Select(Id));
        Assert.Null(await wang.Call("UnwatchDesk"));
        await town.Step("G1.1", "wang", new { step = "takeOver" });
        await shen.Frame("issue", frame => Stage(frame) == "handling");
        Assert.DoesNotContain("handling", wang.Frames("issue").Select(Stage));
    }

    [Fact]
    public async Task A_browser_is_known_by_its_cookie()
    {
        await using var town = await DeskTown.Start();
        await using var shen = await town.ScreenByCookie("shen");
        Assert.Null(await shen.Call("WatchDesk", "T"));
        await town.Report("坑洼");
        await shen.Frame("issue", frame => Id(frame) == "G1.1");
    }

    [Fact]
    public async Task Two_who_have_one_issue_open_see_each_other_until_one_leaves()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        await using var shen = await town.Screen("shen");
        var wang = await town.Screen("wang");
        Assert.Null(await shen.Call("OpenIssue", "G1.1"));
        await shen.Frame("presence", frame => People(frame) == "shen");
        Assert.Null(await wang.Call("OpenIssue", "G1.1"));
        await shen.Frame("presence", frame => People(frame) == "shen wang");
        await wang.Frame("presence", frame => People(frame) == "shen wang");
        await wang.DisposeAsync(); // a page that is closed says nothing
        await shen.Frame("presence", frame => People(frame) == "shen" && shen.Frames("presence").Count(one => People(one) == "shen") >= 2);
    }

    [Fact]
    public async Task They_see_each_other_through_whichever_gateway_they_work()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        await using var shen = await town.Screen("shen");
        var wang = await town.ScreenElsewhere("wang");
        Assert.Null(await shen.Call("OpenIssue", "G1.1"));
        await shen.Frame("presence", frame => People(frame) == "shen");
        Assert.Null(await wang.Call("OpenIssue", "G1.1"));
        await shen.Frame("presence", frame => People(frame) == "shen wang");
        await wang.Frame("presence", frame => People(frame) == "shen wang");
        await wang.DisposeAsync();
        await shen.Frame("presence", frame => People(frame) == "shen" && shen.Frames("presence").Count(one => People(one) == "shen") >= 2);
    }

    [Fact]
    public async Task A_desk_is_for_who_may_read_issues_there()
    {
        await using var town = await DeskTown.Start();
        await using var stranger = await town.Screen(null);
        await using var zhang = await town.Screen("zhang");
        await using var sun = await town.Screen("sun");
        Assert.Contains("sign_in_needed", await stranger.Call("WatchDesk", "T"));
        Assert.Contains("sign_in_needed", await stranger.Call("OpenIssue", "G1.1"));
        Assert.Contains("not_allowed", await zhang.Call("WatchDesk", "T"));
        Assert.Contains("not_allowed", await zhang.Call("OpenIssue", "G1.1"));
        Assert.Contains("not_allowed", await sun.Call("WatchDesk", "T")); // a role without the permission
        Assert.Contains("unknown_region", await zhang.Call("WatchDesk", "Q"));
        Assert.Contains("unknown_issue", await zhang.Call("OpenIssue", "Q"));
        Assert.Null(await zhang.Call("WatchDesk", "V2"));
        Assert.Contains("token_needed", await zhang.Call("WatchPlacement")); // that hangs on another key
    }

    private static string? Id(JsonElement frame) => frame.GetProperty("issueId").GetString();

    private static string? Stage(JsonElement frame) => frame.GetProperty("stage").GetString();

    private static string People(JsonElement frame) => string.Join(' ', frame.GetProperty("people").EnumerateArray().Select(one => one.GetProperty("person").GetString()).Order());
}
