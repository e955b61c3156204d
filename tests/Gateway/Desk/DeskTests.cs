using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

public sealed class DeskTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task Whoever_is_not_known_sees_no_desk_and_no_inbox_whatever_name_they_write()
    {
        await using var town = await DeskTown.Start();
        foreach (var path in new[] { "desk/queue", "desk/issues/x", "inbox" }) Assert.Equal((401, "sign_in_needed"), Told(await town.Get(path, null)));
        Assert.Equal((401, "sign_in_needed"), Told(await town.Post("desk/issues/x/steps", null, new { version = 0, step = "accept", by = "shen" })));
    }

    [Fact]
    public async Task Each_wrong_call_has_its_own_reason_and_changes_nothing()
    {
        await using var town = await DeskTown.Start();
        var receipt = await town.Report("坑洼");
        await town.Report("他人所见", steward: "S-2");
        Assert.Equal((401, "sign_in_needed"), Told(await town.Get("desk/queue", null)));
        Assert.Equal((401, "sign_in_needed"), Told(await Step(null, new { version = 1, step = "accept" })));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/queue?region=V1", "zhang")));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/issues/G1.1", "zhang")));
        Assert.Equal((403, "not_allowed"), Told(await Step("zhang", new { version = 1, step = "accept" })));
        Assert.Equal((403, "not_allowed"), Told(await Step("wang", new { version = 1, step = "accept" })));
        Assert.Equal((403, "not_allowed"), Told(await Step("S-1", new { version = 1, step = "accept" })));
        Assert.Equal((404, "unknown_region"), Told(await town.Get("desk/queue?region=Q", "shen")));
        Assert.Equal((404, "unknown_issue"), Told(await town.Get("desk/issues/G1.9", "shen")));
        Assert.Equal((400, "stage_unknown"), Told(await town.Get("desk/queue?stage=closed", "shen")));
        Assert.Equal((400, "limit_out_of_range"), Told(await town.Get("desk/queue?limit=0", "shen")));
        Assert.Equal((400, "cursor_malformed"), Told(await town.Get("desk/queue?after=zzz", "shen")));
        Assert.Equal((400, "field_malformed"), Told(await Step("shen", new { version = 1, step = "accept", by = "xu" }))); // nobody's name is taken from a caller
        Assert.Equal((400, "field_malformed"), Told(await Step("shen", new { version = 1, step = "accept", commandId = "x" })));
        Assert.Equal((400, "field_malformed"), Told(await Step("shen", new { version = 1, step = "accept", score = 5 })));
        Assert.Equal((400, "field_malformed"), Told(await Step("shen", new { version = 1, step = "suspend", text = "等料", until = "明天" })));
        Assert.Equal((400, "reason_missing"), Told(await Step("shen", new { version = 1, step = "decline", reason = "aboutAPerson" })));
        Assert.Equal((400, "field_malformed"), Told(await Step("shen", new { version = 1, step = "decline", text = "涉及个人", reason = "aboutSomebody" })));
        Assert.Equal((400, "step_unknown"), Told(await Step("shen", new { version = 1, step = "appeal", text = "不服" })));
        Assert.Equal((400, "decline_reason_missing"), Told(await Step("shen", new { version = 1, step = "decline", text = "无" })));
        Assert.Equal((400, "reason_missing"), Told(await Step("shen", new { version = 1, step = "decline", reason = "tooVague" })));
        Assert.Equal((409, "stage_forbids"), Told(await Step("shen", new { version = 1, step = "close" })));
        Assert.Equal((409, "version_passed"), Told(await Step("shen", new { version = 7, step = "accept" })));
        Assert.Equal((403, "no_steward"), Told(await town.Get("inbox", "shen")));
        Assert.Equal((404, "report_unknown"), Told(await town.Post($"inbox/{receipt.ReportId}/steps", "S-2", new { version = 0, step = "amend", text = "改" })));
        Assert.Equal((409, "stage_forbids"), Told(await town.Post($"inbox/{receipt.ReportId}/steps", "S-1", new { version = 0, step = "rate", score = 5 })));
        var history = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("history");
        Assert.Single(history.EnumerateArray());

        Task<(int, JsonElement)> Step(string? who, object fields) => town.Post("desk/issues/G1.1/steps", who, fields);
    }

    [Fact]
    public async Task A_result_wants_words_and_a_photo()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "route" });
        Assert.Equal((400, "text_missing"), Told(await town.Post("desk/issues/G1.1/steps", "wang", new { version = 0, step = "resolve", photos = Photo })));
        Assert.Equal((400, "photo_missing"), Told(await town.Post("desk/issues/G1.1/steps", "wang", new { version = 0, step = "resolve", text = "已补" })));
        Assert.Equal((400, "field_malformed"), Told(await town.Post("desk/issues/G1.1/steps", "wang", new { version = 0, step = "resolve", text = "已补", photos = new[] { "a.jpg" } })));
        Assert.Equal("resolved", (await town.Step("G1.1", "wang", new { step = "resolve", text = "已补", photos = Photo })).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task The_same_command_again_is_answered_as_before_and_taken_once()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        var body = new { version = 1, step = "accept", commandId = Guid.NewGuid().ToString() };
        var first = await town.Post("desk/issues/G1.1/steps", "shen", body);
        var again = await town.Post("desk/issues/G1.1/steps", "shen", body);
        Assert.Equal((200, true, 200, false), (first.Status, first.Body.GetProperty("changed").GetBoolean(), again.Status, again.Body.GetProperty("changed").GetBoolean()));
        Assert.Equal(first.Body.GetProperty("version").GetUInt64(), again.Body.GetProperty("version").GetUInt64());
    }

    [Fact]
    public async Task A_queue_is_paged_in_the_order_of_what_is_due_and_each_sees_its_own_region()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < 7; i++) await town.Report($"第{i}处", grid: i % 2 == 0 ? "G1" : "G2");
        await town.Report("另村", grid: "G3");
        await town.Step("G1.2", "shen", new { step = "route" }); // four working hours to be taken over: after the rest, which want review in two
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await town.Get($"desk/queue?region=V1&limit=3{after}", "shen")).Body;
            seen.AddRange(page.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("issueId").GetString()!));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(["G1.1", "G1.3", "G1.4", "G2.1", "G2.2", "G2.3", "G1.2"], seen);
        Assert.Equal(["G1.2"], Ids(await town.Get("desk/queue?region=T&stage=routed&holder=V1", "shen")));
        Assert.Equal(["G3.1"], Ids(await town.Get("desk/queue?region=V2", "zhang")));
        Assert.True((await town.Get("desk/queue?region=V1", "wang")).Status == 200);

        town.Now = DeskTown.Monday.AddHours(3); // review was due at 12:00
        var overdue = (await town.Get("desk/queue?region=V1", "shen")).Body.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("overdue").GetBoolean());
        Assert.Equal([true, true, true, true, true, true, false], overdue);
    }

    [Fact]
    public async Task Texts_are_for_who_may_see_them()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼在3号门前");
        var file = (await town.Get("desk/issues/G1.1", "xu")).Body;
        Assert.Equal((false, "坑洼在3号门前"), (file.GetProperty("contentWithheld").GetBoolean(), file.GetProperty("reports")[0].GetProperty("text").GetString()));
        Assert.Equal(200, (await town.Get("desk/issues/G1.1", "qian")).Status);
        var withheld = (await town.Get("desk/issues/G1.1", "qian")).Body;
        Assert.Equal((true, JsonValueKind.Null), (withheld.GetProperty("contentWithheld").GetBoolean(), withheld.GetProperty("reports")[0].GetProperty("text").ValueKind));
    }

    private static List<string> Ids((int Status, JsonElement Body) page) =>
        [.. page.Body.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("issueId").GetString()!)];

    private static (int, string) Told((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
