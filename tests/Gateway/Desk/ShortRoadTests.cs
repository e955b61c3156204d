using System.Text.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>The whole short road on real input: a report over gRPC, the desk, a holder, the answer in the inbox, closed; and the wall.</summary>
public sealed class ShortRoadTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task A_report_is_accepted_routed_resolved_answered_and_closed_and_its_reporter_hears()
    {
        await using var town = await DeskTown.Start();
        var receipt = await town.Report("古镇路口坑洼");
        Assert.Equal((Outcome.Opened, "G1.1"), (receipt.Outcome, receipt.IssueId));
        Assert.Equal(("open", JsonValueKind.Null), await Inbox(town));
        var queued = Assert.Single((await town.Get("desk/queue?region=T&stage=open", "shen")).Body.GetProperty("issues").EnumerateArray());
        Assert.Equal(("G1.1", 1), (queued.GetProperty("issueId").GetString(), queued.GetProperty("version").GetInt32()));

        Assert.Equal("accepted", Stage(await town.Step("G1.1", "shen", new { step = "accept" })));
        Assert.Equal("routed", Stage(await town.Step("G1.1", "shen", new { step = "route" })));
        Assert.Equal("handling", Stage(await town.Step("G1.1", "wang", new { step = "takeOver" })));
        Assert.Equal("resolved", Stage(await town.Step("G1.1", "wang", new { step = "resolve", text = "已填平", photos = Photo })));
        Assert.Equal(("resolved", JsonValueKind.Null), await Inbox(town)); // told by whom the desk has it told
        Assert.Equal("answered", Stage(await town.Step("G1.1", "shen", new { step = "feedBack", text = "路面已于今日填平，谢谢。" })));

        var heard = (await town.Get("inbox", "S-1")).Body.GetProperty("reports")[0];
        Assert.Equal("answered", heard.GetProperty("stage").GetString());
        Assert.Equal((1, "resolved", "路面已于今日填平，谢谢。"), Answer(heard));
        Assert.Equal("closed", Stage(await town.Step("G1.1", "shen", new { step = "close" })));
        Assert.Empty((await town.Get("desk/queue?region=T", "shen")).Body.GetProperty("issues").EnumerateArray());
        Assert.Equal(0, (await town.Get("regions/T/open", null)).Body.GetProperty("openIssues").GetInt32());
        var day = await town.Day("T", "closed", 1);
        Assert.Equal(
            (1, 0, 1, 1, 1, 0, 0),
            (Of("validReports"), Of("awaitingReview"), Of("accepted"), Of("answered"), Of("closedOnTime"), Of("yellowCards"), Of("redCards")));
        int Of(string figure) => day.GetProperty(figure).GetInt32();

        var file = (await town.Get("desk/issues/G1.1", "shen")).Body;
        Assert.Equal("古镇路口坑洼", file.GetProperty("reports")[0].GetProperty("text").GetString());
        var steps = file.GetProperty("history").EnumerateArray().Select(line => $"{line.GetProperty("what")} {line.GetProperty("by")}").ToList();
        Assert.Equal(
            ["opened ", "accepted shen", "routed shen", "takenOver wang", "resolved wang", "answered shen", "closed shen"],
            steps.Where(step => !step.StartsWith("clock", StringComparison.Ordinal)));
        Assert.Equal("已填平", file.GetProperty("history").EnumerateArray().Single(line => line.GetProperty("what").GetString() == "resolved").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_declined_report_leaves_the_wall_and_its_reporter_is_told_why()
    {
        await using var town = await DeskTown.Start();
        await town.Report("路灯不亮");
        await town.Report("邻居家的狗");
        await town.Day("T", valid: 2);
        await town.Step("G1.2", "shen", new { step = "decline", reason = "notPublic", text = "属私人事务，可找村调解室。" });
        await town.Day("T", valid: 1);
        var heard = (await town.Get("inbox", "S-1")).Body.GetProperty("reports").EnumerateArray().Single(one => one.GetProperty("issueId").GetString() == "G1.2");
        Assert.Equal((1, "declined", "属私人事务，可找村调解室。"), Answer(heard));
        Assert.Equal("notPublic", heard.GetProperty("answer").GetProperty("declinedFor").GetString());
    }

    [Fact]
    public async Task Whoever_is_asked_back_answers_and_whoever_is_not_content_has_it_reopened()
    {
        await using var town = await DeskTown.Start();
        var receipt = await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "askBack", text = "在桥的哪一侧？", days = 2 });
        var asked = (await town.Get("inbox", "S-1")).Body.GetProperty("reports")[0];
        Assert.Equal("在桥的哪一侧？", asked.GetProperty("asked").GetProperty("text").GetString());
        Assert.Equal("open", Stage(await Reply(new { step = "reply", text = "东侧" })));
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        Assert.Equal("accepted", Stage(await Reply(new { step = "reopen", text = "又塌了" })));
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "重新夯实", photos = Photo });
        Assert.Equal((2, "resolved", "重新夯实"), Answer((await town.Get("inbox", "S-1")).Body.GetProperty("reports")[0]));
        Assert.Equal("closed", Stage(await Reply(new { step = "rate", score = 5 })));

        async Task<JsonElement> Reply(object fields)
        {
            var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
            body["version"] = 0;
            var (status, answer) = await town.Post($"inbox/{receipt.ReportId}/steps", "S-1", body);
            Assert.True(status == 200, $"{status}: {answer}");
            return answer;
        }
    }

    private static string Stage(JsonElement answer) => answer.GetProperty("stage").GetString()!;

    private static (int, string, string) Answer(JsonElement report)
    {
        var answer = report.GetProperty("answer");
        return (answer.GetProperty("number").GetInt32(), answer.GetProperty("ending").GetString()!, answer.GetProperty("text").GetString()!);
    }

    private static async Task<(string, JsonValueKind)> Inbox(DeskTown town)
    {
        var report = Assert.Single((await town.Get("inbox", "S-1")).Body.GetProperty("reports").EnumerateArray());
        return (report.GetProperty("stage").GetString()!, report.GetProperty("answer").ValueKind);
    }
}
