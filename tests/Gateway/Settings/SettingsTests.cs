using System.Text.Json;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Settings;

/// <summary>Limits, calendars and routing set over the API, and what issues make of them.</summary>
public sealed class SettingsTests
{
    private static readonly string[] Office = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    private static readonly object FourHours = new { limits = new[] { new { clock = "whole", kind = "workingTime", minutes = 240 } } };

    [Fact]
    public async Task The_town_has_its_phrases_which_desks_read_and_others_do_not_change()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "templates", new { templates = new object[] { new { name = "收到", text = "已收到，正在核实。" }, new { name = "Repaired", text = "It has been repaired.", step = "feedBack", language = "en" } } });
        var read = (await town.Get("settings", "shen")).Body.GetProperty("templates");
        Assert.Equal(["收到//", "Repaired/feedBack/en"], read.GetProperty("templates").EnumerateArray().Select(one => $"{one.GetProperty("name")}/{one.GetProperty("step")}/{one.GetProperty("language")}"));
        Assert.NotEqual(JsonValueKind.Null, read.GetProperty("setBy").ValueKind);
        var twice = await town.Put("settings/templates", "sun", new { templates = new[] { new { name = "收到", text = "一" }, new { name = "收到", text = "二" } } });
        Assert.Equal((400, "template_twice"), (twice.Status, twice.Body.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(403, (await town.Put("settings/templates", "shen", new { templates = Array.Empty<object>() })).Status);
        Assert.Equal(2, (await town.Get("settings", "shen")).Body.GetProperty("templates").GetProperty("templates").GetArrayLength());
    }

    [Theory]
    [InlineData("2026-03-13T17:30:00+08:00", "2026-03-16T03:30:00Z")] // Friday 17:30: Monday 11:30
    [InlineData("2026-03-15T15:00:00+08:00", "2026-03-16T04:00:00Z")] // Sunday: Monday 12:00
    public async Task Four_working_hours_end_where_others_got_it_wrong(string opened, string due)
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        await Set(town, "calendars/T", Calendar(Office, ("08:00", "12:00"), ("14:00", "18:00")));
        Assert.Equal(due, await WholeDue(town, "G1.1", opened));
    }

    [Fact]
    public async Task A_calendar_of_Tuesdays_ends_them_on_the_next_Tuesday()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        await Set(town, "calendars/V1", Calendar(["tuesday"], ("08:00", "12:00"), ("14:00", "18:00")));
        Assert.Equal("2026-03-17T04:00:00Z", await WholeDue(town, "G1.1", "2026-03-11T10:00:00+08:00"));
    }

    [Fact]
    public async Task A_holiday_is_left_out_and_a_make_up_day_works()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        await Set(town, "calendars/T", Calendar(Office, [("08:00", "12:00"), ("14:00", "18:00")], ["2026-03-16"], [new { day = "2026-03-21", worksAs = "monday" }]));
        Assert.Equal("2026-03-17T03:30:00Z", await WholeDue(town, "G1.1", "2026-03-13T17:30:00+08:00")); // Monday is off: Tuesday 11:30
        Assert.Equal("2026-03-21T03:30:00Z", await WholeDue(town, "G1.2", "2026-03-20T17:30:00+08:00")); // Saturday works: 11:30
    }

    [Fact]
    public async Task Suspended_from_the_end_of_work_to_its_beginning_nothing_moves()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        await Set(town, "calendars/T", Calendar(Office, ("09:00", "17:00")));
        Assert.Equal("2026-03-10T03:00:00Z", await WholeDue(town, "G1.1", "2026-03-09T15:00:00+08:00"));
        town.Now = DateTimeOffset.Parse("2026-03-09T17:00:00+08:00", null);
        await town.Step("G1.1", "shen", new { step = "suspend", text = "等料", until = "2026-03-10T09:00:00+08:00" });
        town.Now = DateTimeOffset.Parse("2026-03-10T09:00:00+08:00", null);
        await town.Post("desk/issues/G1.1/steps", "shen", new { version = 0, step = "resume" }); // or its own clock was quicker
        var whole = await Whole(town, "G1.1");
        Assert.Equal(("2026-03-10T03:00:00Z", "2026-03-10T03:00:00Z"), (whole.GetProperty("due").GetString(), whole.GetProperty("rawDue").GetString()));
    }

    [Fact]
    public async Task A_clock_that_runs_keeps_its_end_and_the_next_one_has_the_new_limit()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        Assert.Equal("2026-03-09T08:00:00Z", await WholeDue(town, "G1.1", "2026-03-09T10:00:00+08:00")); // office hours by default: until 12:00, and from 14:00
        await Set(town, "limits", new { limits = new object[] { new { clock = "whole", kind = "calendarDays", days = 3, yellowDays = 1 } } });
        await town.Step("G1.1", "shen", new { step = "route" });
        Assert.Equal("2026-03-09T08:00:00Z", (await Whole(town, "G1.1")).GetProperty("due").GetString());
        Assert.Equal("2026-03-12T15:59:59.999999Z", await WholeDue(town, "G1.2", "2026-03-09T10:05:00+08:00"));
    }

    [Fact]
    public async Task Who_set_what_and_when_is_kept_and_the_same_again_changes_nothing()
    {
        await using var town = await DeskTown.Start();
        Assert.True((await town.Put("settings/limits", "sun", FourHours)).Body.GetProperty("changed").GetBoolean());
        Assert.False((await town.Put("settings/limits", "sun", FourHours)).Body.GetProperty("changed").GetBoolean());
        await Set(town, "calendars/V1", Calendar(Office, ("08:00", "12:00")));
        var set = (await town.Get("settings", "shen")).Body;
        Assert.Equal(("person", "sun", "2026-03-09T02:00:00Z"), By(set.GetProperty("limits")));
        Assert.Equal(("person", "sun", "2026-03-09T02:00:00Z"), By(set.GetProperty("calendars")[0]));
        Assert.Equal(JsonValueKind.Null, set.GetProperty("routing").GetProperty("setBy").ValueKind);
        Assert.Equal(240, set.GetProperty("limits").GetProperty("limits")[0].GetProperty("minutes").GetInt32());
        Assert.Equal("08:00", set.GetProperty("calendars")[0].GetProperty("calendar").GetProperty("week")[0].GetProperty("from").GetString());
        Assert.True((await town.Delete("settings/calendars/V1", "sun")).Body.GetProperty("changed").GetBoolean());
        Assert.False((await town.Delete("settings/calendars/V1", "sun")).Body.GetProperty("changed").GetBoolean());
        Assert.Empty((await town.Get("settings", "shen")).Body.GetProperty("calendars").EnumerateArray());

        static (string?, string?, string?) By(JsonElement part) =>
            (part.GetProperty("setBy").GetProperty("kind").GetString(), part.GetProperty("setBy").GetProperty("id").GetString(), part.GetProperty("setBy").GetProperty("at").GetString());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_its_own_reason_and_what_was_holds_on()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "limits", FourHours);
        var before = (await town.Get("settings", "shen")).Body.GetRawText();
        await Refused("calendar_never_works", "calendars/T", Calendar([], ("08:00", "12:00")));
        await Refused("calendar_never_works", "calendars/T", new { firstDay = "2026-03-14", lastDay = "2026-03-15", week = Hours(Office, [("08:00", "12:00")]) });
        await Refused("calendar_day_outside", "calendars/T", Calendar(Office, [("08:00", "12:00")], ["2031-01-01"], []));
        await Refused("calendar_day_outside", "calendars/T", Calendar(Office, [("08:00", "12:00")], [], [new { day = "2024-12-31", worksAs = "monday" }]));
        await Refused("calendar_range_invalid", "calendars/T", new { firstDay = "2026-12-31", lastDay = "2026-01-01", week = Hours(Office, [("08:00", "12:00")]) });
        await Refused("calendar_hours_invalid", "calendars/T", Calendar(Office, ("12:00", "08:00")));
        await Refused("calendar_hours_invalid", "calendars/T", Calendar(Office, ("08:00", "12:00"), ("11:00", "15:00")));
        await Refused("calendar_zone_unknown", "calendars/T", new { firstDay = "2026-01-01", lastDay = "2026-12-31", timeZone = "Asia/Wuzhen", week = Hours(Office, [("08:00", "12:00")]) });
        await Refused("field_malformed", "calendars/T", new { firstDay = "morgen", lastDay = "2026-12-31", week = Hours(Office, [("08:00", "12:00")]) });
        await Refused("unknown_region", "calendars/Q", Calendar(Office, ("08:00", "12:00")), status: 404);
        await Refused("limit_invalid", "limits", Limit(new { clock = "handle", kind = "workingDays", days = 0 }));
        await Refused("limit_invalid", "limits", Limit(new { clock = "handle", kind = "continuous", minutes = -5 }));
        await Refused("limit_invalid", "limits", Limit(new { clock = "askBack", kind = "workingDays", days = 5 }));
        await Refused("limit_invalid", "limits", Limit(new { clock = "handle", kind = "workingDays", days = long.MaxValue }));
        await Refused("limit_twice", "limits", Limit(new { clock = "handle", kind = "workingDays", days = 1 }, new { clock = "handle", kind = "workingDays", days = 2 }));
        await Refused("yellow_not_before_red", "limits", Limit(new { clock = "handle", kind = "workingDays", days = 3, yellowDays = 3 }));
        await Refused("field_malformed", "limits", Limit(new { clock = "handle", kind = "workingDays", minutes = 60 }));
        await Refused("field_malformed", "limits", Limit(new { clock = "lunch", kind = "workingDays", days = 1 }));
        await Refused("category_malformed", "limits", Limit(new { clock = "handle", kind = "workingDays", days = 1, category = "a\nb" }));
        await Refused("routing_nowhere", "routing", Rule(new { holder = "nobody", category = "roads" }));
        await Refused("routing_nowhere", "routing", Rule(new { holder = "V1", region = "Q" }));
        await Refused("routing_nowhere", "routing", Rule(new { holder = "V1", supervisor = "nobody" }));
        await Refused("routing_itself", "routing", Rule(new { holder = "V1", supervisor = "V1" }));
        await Refused("routing_not_above", "routing", Rule(new { holder = "V1", supervisor = "V2" }));
        await Refused("routing_twice", "routing", Rule(new { holder = "V1", category = "roads" }, new { holder = "V2", category = "roads" }));
        await Refused("rate_out_of_range", "sampling", new { rates = new[] { new { rate = 1.5 } } });
        await Refused("category_twice", "sampling", new { rates = new[] { new { rate = 0.5 }, new { rate = 0.6 } } });
        await Refused("json_malformed", "sampling", new { rates = new[] { new { rate = "half" } } });
        await Refused("not_allowed", "limits", FourHours, who: "shen", status: 403);
        await Refused("not_allowed", "calendars/V2", Calendar(Office, ("08:00", "12:00")), who: "zhang", status: 403);
        await Refused("sign_in_needed", "limits", FourHours, who: null, status: 401);
        Assert.Equal(before, (await town.Get("settings", "shen")).Body.GetRawText());

        async Task Refused(string code, string path, object body, string? who = "sun", int status = 400)
        {
            var (was, said) = await town.Put($"settings/{path}", who, body);
            Assert.Equal((status, code), (was, said.GetProperty("error").GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task The_routing_table_and_the_town_s_own_units_decide_who_holds()
    {
        await using var town = await DeskTown.Start();
        await town.Administer("units/roads-office", new { name = "城建办", kind = "department", region = "T" });
        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1" });
        await Set(town, "routing", Rule(new { holder = "mending", category = "roads", region = "V1", supervisor = "roads-office" }));
        await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "route" });
        Assert.Equal(("mending", "roads-office"), await Held(town, "G1.1"));
        await town.Report("坑洼", grid: "G3");
        await town.Step("G3.1", "shen", new { step = "route" });
        Assert.Equal(("V2", "T"), await Held(town, "G3.1"));

        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1", closed = true });
        Assert.Contains("mending", Assert.Single((await town.Get("settings", "sun")).Body.GetProperty("routing").GetProperty("ignored").EnumerateArray()).GetString());
        await town.Report("又一处坑洼");
        await town.Step("G1.2", "shen", new { step = "route" });
        Assert.Equal(("V1", "T"), await Held(town, "G1.2"));
    }

    [Fact]
    public async Task What_is_sampled_is_verified_by_somebody_else_and_what_shows_in_no_photo_needs_none()
    {
        await using var town = await DeskTown.Start();
        await Set(town, "sampling", new { rates = new[] { new { rate = 1.0, category = "roads" } }, withoutPhoto = new[] { "roads/pothole" } });
        await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "route" });
        Assert.Equal("checking", (await town.Step("G1.1", "wang", new { step = "resolve", text = "已补" })).GetProperty("stage").GetString());
    }

    private static async Task<(string?, string?)> Held(DeskTown town, string issue)
    {
        var line = (await town.Get($"desk/issues/{issue}", "shen")).Body.GetProperty("issue");
        return (line.GetProperty("holder").GetString(), line.GetProperty("supervisor").GetString());
    }

    private static async Task Set(DeskTown town, string what, object body)
    {
        var (status, said) = await town.Put($"settings/{what}", "sun", body);
        Assert.True(status == 200 && said.GetProperty("changed").GetBoolean(), $"{status}: {said}");
    }

    private static async Task<string?> WholeDue(DeskTown town, string issue, string opened)
    {
        town.Now = DateTimeOffset.Parse(opened, null);
        Assert.Equal(issue, (await town.Report($"坑洼 {issue}")).IssueId);
        await town.Step(issue, "shen", new { step = "accept" });
        return (await Whole(town, issue)).GetProperty("due").GetString();
    }

    private static async Task<JsonElement> Whole(DeskTown town, string issue) =>
        (await town.Get($"desk/issues/{issue}", "shen")).Body.GetProperty("clocks").EnumerateArray().Single(clock => clock.GetProperty("clock").GetString() == "whole");

    private static object Calendar(string[] weekdays, params (string From, string Until)[] periods) => Calendar(weekdays, periods, [], []);

    private static object Calendar(string[] weekdays, (string From, string Until)[] periods, string[] holidays, object[] makeUp) =>
        new { firstDay = "2025-01-01", lastDay = "2030-12-31", week = Hours(weekdays, periods), holidays, makeUp };

    private static object[] Hours(string[] weekdays, (string From, string Until)[] periods) =>
        [.. from weekday in weekdays from period in periods select (object)new { weekday, @from = period.From, until = period.Until }];

    private static object Limit(params object[] limits) => new { limits };

    private static object Rule(params object[] rules) => new { rules };
}
