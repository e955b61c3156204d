using System.Text.Json;
using RealtimeGov.Gateway.Receipts;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Receipts;

/// <summary>Slips of paper: people without an account and without a device.</summary>
public sealed class ReceiptTests
{
    private static readonly string[] Photo = [new string('a', 64)];

    [Fact]
    public async Task A_report_of_somebody_who_has_only_a_telephone_is_answered_rated_and_closed()
    {
        await using var town = await DeskTown.Start();
        var taken = await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "桥头路灯不亮", origin = "telephone", category = "roads/pothole" });
        Assert.Equal(("opened", "G1.1"), (taken.GetProperty("outcome").GetString(), taken.GetProperty("issueId").GetString()));
        var code = taken.GetProperty("receiptCode").GetString()!;
        Assert.Equal("open", (await View(town, code)).GetProperty("state").GetString());

        await town.Step("G1.1", "shen", new { step = "askBack", text = "桥的哪一侧？", days = 2 });
        Assert.Equal("桥的哪一侧？", (await View(town, code)).GetProperty("asked").GetProperty("text").GetString());
        Assert.Equal("open", await Step(town, code, new { step = "reply", text = "东侧" }));
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "灯已更换", photos = Photo });
        var heard = await View(town, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)); // as somebody types it
        Assert.Equal(("answered", "resolved", "灯已更换"), (heard.GetProperty("state").GetString(), heard.GetProperty("answer").GetProperty("ending").GetString(), heard.GetProperty("answer").GetProperty("text").GetString()));
        Assert.Equal("closed", await Step(town, code, new { step = "rate", score = 5 }));
        var history = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("history").EnumerateArray();
        Assert.Contains("rated", history.Select(line => line.GetProperty("what").GetString()));
        await town.Day("T", valid: 1);
        Assert.Equal("桥头路灯不亮", (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("reports")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Whoever_is_not_content_has_it_reopened_and_whoever_was_declined_objects()
    {
        await using var town = await DeskTown.Start();
        var code = (await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "坑洼", origin = "desk" })).GetProperty("receiptCode").GetString()!;
        await town.Step("G1.1", "shen", new { step = "route" });
        await town.Step("G1.1", "wang", new { step = "resolve", feedBack = true, text = "已填平", photos = Photo });
        Assert.Equal("accepted", await Step(town, code, new { step = "reopen", text = "又塌了" }));
        var other = (await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "噪声", origin = "visit" })).GetProperty("receiptCode").GetString()!;
        await town.Step("G1.2", "shen", new { step = "decline", reason = "notPublic", text = "请找调解室" });
        Assert.Equal("notPublic", (await View(town, other)).GetProperty("answer").GetProperty("declinedFor").GetString());
        Assert.Equal("open", await Step(town, other, new { step = "object", text = "确属公共事务" }));
    }

    [Fact]
    public async Task Two_parties_have_each_their_own_slip_and_neither_sees_the_other_s()
    {
        await using var town = await DeskTown.Start();
        var first = await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "对方占道，我是甲", origin = "desk" });
        var second = await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "我没有占道，我是乙", origin = "desk", joinsIssueId = "G1.1" });
        Assert.Equal("joined", second.GetProperty("outcome").GetString());
        var (mine, theirs) = (await View(town, Code(first)), await View(town, Code(second)));
        Assert.NotEqual(mine.GetProperty("reportId").GetString(), theirs.GetProperty("reportId").GetString());
        Assert.DoesNotContain("乙", mine.GetRawText());
        Assert.DoesNotContain("甲", theirs.GetRawText());
        Assert.DoesNotContain(second.GetProperty("reportId").GetString()!, mine.GetRawText());
    }

    [Fact]
    public async Task Whose_report_had_joined_wrongly_is_answered_by_the_issue_of_its_own()
    {
        await using var town = await DeskTown.Start();
        await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "坑洼", origin = "desk" });
        var joined = await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "路灯不亮", origin = "telephone", joinsIssueId = "G1.1" });
        await town.Until("desk/issues/G1.1", "shen", file => file.GetProperty("reports").GetArrayLength() == 2);
        await DeskTown.Until(async () => await town.IsQuiet());
        await town.Step("G1.1", "shen", new { step = "splitReport", reportId = joined.GetProperty("reportId").GetString() });
        await DeskTown.Until(async () => (await View(town, Code(joined))).GetProperty("issueId").GetString() == "G1.2");
        await town.Step("G1.2", "shen", new { step = "route" });
        await town.Step("G1.2", "wang", new { step = "resolve", feedBack = true, text = "灯已更换", photos = Photo });
        Assert.Equal("灯已更换", (await View(town, Code(joined))).GetProperty("answer").GetProperty("text").GetString());
        Assert.Equal("closed", await Step(town, Code(joined), new { step = "rate", score = 5 }));
    }

    [Fact]
    public async Task The_id_of_somebody_else_s_report_gives_no_slip()
    {
        await using var town = await DeskTown.Start();
        var theirs = await town.Report("坑洼");
        Assert.Equal((409, "id_taken"), Told(await town.PostAsIs("desk/intake", "shen", new { reportId = theirs.ReportId, gridCode = "G1", text = "坑洼", origin = "telephone" })));
        var at = town.Now.ToString("O");
        var mine = await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "路灯不亮", origin = "telephone", observedAt = at });
        Assert.Equal("duplicate", (await Intake(town, "shen", new { reportId = mine.GetProperty("reportId").GetString(), gridCode = "G1", text = "路灯不亮", origin = "telephone", observedAt = at })).GetProperty("outcome").GetString());
        Assert.Equal((409, "id_taken"), Told(await town.PostAsIs("desk/intake", "shen", new { reportId = mine.GetProperty("reportId").GetString(), gridCode = "G1", text = "另一件事", origin = "telephone", observedAt = at })));
    }

    [Fact]
    public async Task A_contractor_without_an_account_answers_by_a_link_that_is_good_once()
    {
        await using var town = await DeskTown.Start();
        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1" });
        await town.Put("settings/sampling", "sun", new { rates = Array.Empty<object>(), withoutPhoto = new[] { "roads" } });
        await town.Report("坑洼，电话13857312345");
        Assert.Equal((409, "no_contractor"), Told(await town.PostAsIs("desk/issues/G1.1/links", "shen", new { })));
        await town.Step("G1.1", "shen", new { step = "route", lead = "mending" });
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/issues/G1.1/links", "wang", new { })));
        var code = (await town.PostAsIs("desk/issues/G1.1/links", "shen", new { })).Body.GetProperty("code").GetString()!;
        var work = (await town.PostAsIs("contractor/view", null, new { code })).Body;
        Assert.Equal(("routed", "坑洼，电话138********"), (work.GetProperty("stage").GetString(), work.GetProperty("texts")[0].GetString()));
        Assert.Equal((404, "receipt_unknown"), Told(await town.PostAsIs("receipts/view", null, new { code }))); // a link is no slip
        Assert.Equal((400, "step_unknown"), Told(await town.Post("contractor/steps", null, new { code, version = 0, step = "accept" })));
        Assert.Equal(200, (await town.Post("contractor/steps", null, new { code, version = 0, step = "takeOver" })).Status);
        Assert.Equal("resolved", (await town.Post("contractor/steps", null, new { code, version = 0, step = "resolve", text = "已补" })).Body.GetProperty("stage").GetString());
        Assert.Equal((404, "receipt_unknown"), Told(await town.PostAsIs("contractor/view", null, new { code })));
        Assert.Equal((404, "receipt_unknown"), Told(await town.Post("contractor/steps", null, new { code, version = 0, step = "handBack", text = "不做了" })));
    }

    [Fact]
    public async Task A_contractor_shows_the_result_in_a_photo_by_the_same_link()
    {
        await using var town = await DeskTown.StartWithPhotos();
        await town.Administer("units/mending", new { name = "养护队", kind = "contractor", region = "V1" });
        await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "route", lead = "mending" });
        var code = (await town.PostAsIs("desk/issues/G1.1/links", "shen", new { })).Body.GetProperty("code").GetString()!;
        var photo = Photos.Original.Jpeg();
        Assert.Equal((404, "receipt_unknown"), Told(await town.PutPhoto(photo.Id, photo.Bytes, code: null)));
        Assert.Equal((404, "receipt_unknown"), Told(await town.PutPhoto(photo.Id, photo.Bytes, "7K3P-9XQ2-M4TB-0WEC")));
        Assert.Equal((400, "photo_hash_wrong"), Told(await town.PutPhoto(new string('a', 64), photo.Bytes, code)));
        Assert.Equal((400, "photo_missing"), Told(await town.Post("contractor/steps", null, new { code, version = 0, step = "resolve", text = "已补" })));
        Assert.Equal(200, (await town.PutPhoto(photo.Id, photo.Bytes, code)).Status);
        Assert.Equal(200, (await town.Post("contractor/steps", null, new { code, version = 0, step = "resolve", text = "已补", photos = new[] { photo.Id } })).Status);
        Assert.Equal([photo.Id], await town.NamedPhotos(photo.Id));
        Assert.NotEmpty(await town.Bytes($"photos/{photo.Id}", "shen"));
        Assert.Equal((404, "receipt_unknown"), Told(await town.PutPhoto(photo.Id, photo.Bytes, code))); // with the answer the link is spent
    }

    [Fact]
    public async Task A_lost_slip_is_given_anew_for_a_report_of_that_issue_and_no_other()
    {
        await using var town = await DeskTown.Start();
        var receipt = await town.Report("坑洼");
        var code = (await town.PostAsIs("desk/issues/G1.1/receipts", "shen", new { reportId = receipt.ReportId })).Body.GetProperty("receiptCode").GetString()!;
        Assert.Equal(receipt.ReportId, (await View(town, code)).GetProperty("reportId").GetString());
        Assert.Equal((404, "report_not_here"), Told(await town.PostAsIs("desk/issues/G1.1/receipts", "shen", new { reportId = Guid.NewGuid() })));
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/issues/G1.1/receipts", "zhang", new { reportId = receipt.ReportId })));
    }

    [Fact]
    public async Task A_code_is_kept_as_its_hash_alone_and_strangers_may_not_try_for_ever()
    {
        await using var town = await DeskTown.Start();
        var code = (await Intake(town, "shen", new { reportId = Guid.NewGuid(), gridCode = "G1", text = "坑洼", origin = "telephone" })).GetProperty("receiptCode").GetString()!;
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.False(town.Keeps(code));
        Assert.False(town.Keeps(code.Replace("-", "", StringComparison.Ordinal)));
        Assert.True(town.Keeps("坑洼"));
        Assert.Equal((404, "receipt_unknown"), Told(await town.PostAsIs("receipts/view", null, new { code = "0000-0000-0000-0000" })));
        Assert.Equal((404, "receipt_unknown"), Told(await town.PostAsIs("receipts/view", null, new { code = "坑洼" })));
        for (var tries = 2; tries < ReceiptLimiter.WrongMax; tries++) await town.PostAsIs("receipts/view", null, new { code = "0000-0000-0000-0000" });
        Assert.Equal((429, "too_many_tries"), Told(await town.PostAsIs("receipts/view", null, new { code = "0000-0000-0000-0000" })));
    }

    [Fact]
    public async Task What_is_told_to_the_desk_wrongly_is_not_taken()
    {
        await using var town = await DeskTown.Start();
        object Body(string grid = "G1", string origin = "telephone", string text = "坑洼", string id = "7b0e6f3c-0000-4000-8000-000000000001") => new { reportId = id, gridCode = grid, text, origin };
        Assert.Equal((404, "unknown_region"), Told(await town.PostAsIs("desk/intake", "shen", Body(grid: "V1"))));
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/intake", "zhang", Body())));
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/intake", "wang", Body())));
        Assert.Equal((401, "sign_in_needed"), Told(await town.PostAsIs("desk/intake", null, Body())));
        Assert.Equal((400, "field_malformed"), Told(await town.PostAsIs("desk/intake", "shen", Body(origin: "steward"))));
        Assert.Equal((400, "field_malformed"), Told(await town.PostAsIs("desk/intake", "shen", Body(id: "1"))));
        Assert.Equal((400, "text_missing"), Told(await town.PostAsIs("desk/intake", "shen", Body(text: "  "))));
        await town.Day("T", valid: 0);
        Assert.Equal("opened", (await Intake(town, "shen", Body(id: "7b0e6f3c-0000-4000-8000-000000000002"))).GetProperty("outcome").GetString());
        Assert.Equal("duplicate", (await Intake(town, "shen", Body(id: "7b0e6f3c-0000-4000-8000-000000000002"))).GetProperty("outcome").GetString());
        await town.Day("T", valid: 1);
    }

    private static async Task<JsonElement> Intake(DeskTown town, string who, object body)
    {
        var (status, said) = await town.PostAsIs("desk/intake", who, body);
        Assert.True(status == 200, $"{status}: {said}");
        return said;
    }

    private static string Code(JsonElement taken) => taken.GetProperty("receiptCode").GetString()!;

    private static async Task<JsonElement> View(DeskTown town, string code)
    {
        var (status, said) = await town.PostAsIs("receipts/view", null, new { code });
        Assert.True(status == 200, $"{status}: {said}");
        return said;
    }

    private static async Task<string> Step(DeskTown town, string code, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        (body["code"], body["version"]) = (code, 0);
        var (status, said) = await town.Post("receipts/steps", null, body);
        Assert.True(status == 200, $"{status}: {said}");
        return said.GetProperty("stage").GetString()!;
    }

    private static (int, string) Told((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("error").GetProperty("code").GetString()!);
}
