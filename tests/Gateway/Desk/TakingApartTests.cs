using System.Text.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>Appeals, wrong grids, and what belongs together or not: over HTTP, to the wall and the inbox.</summary>
public sealed class TakingApartTests
{
    private static readonly string[] Photo = [new string('a', 64)];
    private static readonly string[] Parts = ["roads/pothole", "water/ditch"];

    [Fact]
    public async Task An_appeal_is_heard_once_and_the_report_counts_again()
    {
        await using var town = await DeskTown.Start();
        var receipt = await town.Report("邻居家的狗");
        Assert.Equal(1, (await town.Day("T", valid: 1)).GetProperty("awaitingReview").GetInt32());
        await town.Step("G1.1", "shen", new { step = "decline", reason = "notPublic", text = "属私人事务" });
        Assert.Equal(0, (await town.Day("T", valid: 0)).GetProperty("awaitingReview").GetInt32());
        Assert.Equal((400, "reason_missing"), Told(await Reporter(town, receipt, new { step = "appeal" })));
        Assert.Equal("open", Stage(await Reporter(town, receipt, new { step = "appeal", text = "狗在公共绿地伤人" })));
        Assert.Equal(["G1.1"], (await town.Get("desk/queue?region=T&stage=open", "shen")).Body.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("issueId").GetString()));
        await town.Step("G1.1", "shen", new { step = "accept" });
        var day = await town.Day("T", valid: 1);
        Assert.Equal((0, 1), (day.GetProperty("awaitingReview").GetInt32(), day.GetProperty("byCategory").GetProperty("roads/pothole").GetInt32()));
        Assert.False((await town.Get("inbox", "S-1")).Body.GetProperty("reports")[0].GetProperty("withdrawn").GetBoolean());
        Assert.Equal((409, "stage_forbids"), Told(await Reporter(town, receipt, new { step = "appeal", text = "再次" })));
    }

    [Fact]
    public async Task A_wrong_grid_is_put_right_and_the_other_village_s_desk_has_it()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        Assert.Equal((400, "grid_unknown"), Told(await town.Post("desk/issues/G1.1/steps", "shen", new { version = 1, step = "correctGrid", gridCode = "G9", text = "在隔壁" })));
        Assert.Equal("open", Stage((200, await town.Step("G1.1", "shen", new { step = "correctGrid", gridCode = "G3", text = "在隔壁" }))));
        var queued = Assert.Single((await town.Get("desk/queue?region=V2", "zhang")).Body.GetProperty("issues").EnumerateArray());
        Assert.Equal(("G1.1", "G3"), (queued.GetProperty("issueId").GetString(), queued.GetProperty("gridCode").GetString()));
        Assert.Equal("坑洼", (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("reports")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_joined_issue_is_answered_with_its_parent_and_one_that_leaves_is_not()
    {
        await using var town = await DeskTown.Start();
        foreach (var text in new[] { "坑洼", "同一处", "另一处" }) await town.Report(text);
        Assert.Equal((400, "parent_unknown"), Told(await town.Post("desk/issues/G1.2/steps", "shen", new { version = 1, step = "join", parent = "G2.1" })));
        Assert.Equal("joined", Stage((200, await town.Step("G1.2", "shen", new { step = "join", parent = "G1.1" }))));
        await town.Step("G1.3", "shen", new { step = "join", parent = "G1.1" });
        Assert.Equal("accepted", Stage((200, await town.Step("G1.3", "shen", new { step = "leaveParent", text = "不是一处" }))));
        await Retried(town, "G1.1", "shen", new { version = 0, step = "route" });
        await Retried(town, "G1.1", "wang", new { version = 0, step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        Assert.Equal(["accepted", "answered", "closed"], await Stages(town, "closed"));
        Assert.Equal(0, (await town.Day("T", "answered", 1)).GetProperty("awaitingReview").GetInt32());
    }

    [Fact]
    public async Task A_report_that_had_joined_wrongly_has_an_issue_and_an_answer_of_its_own()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        var joined = await town.Report("路灯不亮", steward: "S-2", joins: "G1.1");
        await town.Until("desk/issues/G1.1", "shen", file => file.GetProperty("reports").GetArrayLength() == 2);
        Assert.Equal((400, "field_malformed"), Told(await town.Post("desk/issues/G1.1/steps", "shen", new { version = 0, step = "splitReport", reportId = "7" })));
        await Retried(town, "G1.1", "shen", new { version = 0, step = "accept" });
        await Retried(town, "G1.1", "shen", new { version = 0, step = "splitReport", reportId = joined.ReportId });
        var inbox = await town.Until("inbox", "S-2", page => page.GetProperty("reports")[0].GetProperty("issueId").GetString() == "G1.2");
        Assert.Equal("open", inbox.GetProperty("reports")[0].GetProperty("stage").GetString());
        Assert.Equal("路灯不亮", Assert.Single((await town.Get("desk/issues/G1.2", "shen")).Body.GetProperty("reports").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal("坑洼", Assert.Single((await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("reports").EnumerateArray()).GetProperty("text").GetString());
        await town.Step("G1.2", "shen", new { step = "decline", reason = "tooVague", text = "请说明灯杆号" });
        Assert.Equal("declined", (await town.Get("inbox", "S-2")).Body.GetProperty("reports")[0].GetProperty("stage").GetString());
        Assert.Equal("accepted", (await town.Get("inbox", "S-1")).Body.GetProperty("reports")[0].GetProperty("stage").GetString());
        await town.Day("T", valid: 1);
    }

    [Fact]
    public async Task An_issue_split_into_parts_is_answered_with_the_last_of_them()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼与堵塞的沟");
        Assert.Equal((400, "parts_out_of_range"), Told(await town.Post("desk/issues/G1.1/steps", "shen", new { version = 1, step = "split", categories = Parts[..1] })));
        Assert.Equal("split", Stage((200, await town.Step("G1.1", "shen", new { step = "split", categories = Parts }))));
        foreach (var part in new[] { "G1.2", "G1.3" })
        {
            await town.Until($"desk/issues/{part}", "shen", _ => true);
            Assert.Equal("坑洼与堵塞的沟", (await town.Get($"desk/issues/{part}", "shen")).Body.GetProperty("reports")[0].GetProperty("text").GetString());
            await town.Step(part, "shen", new { step = "route" });
            await town.Step(part, "wang", new { step = "resolve", text = "已处理", photos = Photo });
        }
        var heard = await town.Until("inbox", "S-1", page => page.GetProperty("reports")[0].GetProperty("stage").GetString() == "answered");
        Assert.Equal(1, heard.GetProperty("reports")[0].GetProperty("answer").GetProperty("number").GetInt32());
        Assert.Equal((1, 0), (heard.GetProperty("reports").GetArrayLength(), (await town.Day("T", valid: 1)).GetProperty("awaitingReview").GetInt32()));
    }

    private static async Task<(int, JsonElement)> Reporter(DeskTown town, ReportReceipt receipt, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["version"] = 0;
        return await town.Post($"inbox/{receipt.ReportId}/steps", "S-1", body);
    }

    // What issues and grids tell each other may come between: a report that joined, an issue that joins or leaves.
    private static Task Retried(DeskTown town, string issue, string who, object step) =>
        DeskTown.Until(async () => (await town.Post($"desk/issues/{issue}/steps", who, step)).Status == 200);

    private static async Task<IEnumerable<string>> Stages(DeskTown town, string last)
    {
        List<string> stages = [];
        await DeskTown.Until(async () =>
        {
            stages = [];
            foreach (var issue in new[] { "G1.1", "G1.2", "G1.3" }) stages.Add((await town.Get($"desk/issues/{issue}", "shen")).Body.GetProperty("issue").GetProperty("stage").GetString()!);
            return stages.Contains(last);
        });
        return stages.Order(StringComparer.Ordinal);
    }

    private static string Stage((int Status, JsonElement Body) answer)
    {
        Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Body}");
        return answer.Body.GetProperty("stage").GetString()!;
    }

    private static (int, string) Told((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
