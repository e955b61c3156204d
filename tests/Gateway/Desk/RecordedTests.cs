using System.Text.Json;
using Grpc.Core;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>What was only recorded is reviewed at the desk: over HTTP and over gRPC, one by one and as a batch.</summary>
public sealed class RecordedTests
{
    [Fact]
    public async Task The_desk_lets_one_stand_and_withdraws_another_and_the_wall_awaits_no_review()
    {
        await using var town = await DeskTown.Start();
        var (stands, falls) = (await Record(town, "已清理，电话13857312345"), await Record(town, "没有动手"));
        await town.Report("坑洼");
        await town.Day("T", "awaitingReview", 3);
        var listed = (await town.Get("desk/recorded", "shen")).Body;
        Assert.Equal(new[] { stands, falls }.Order(StringComparer.Ordinal), Ids(listed).Order(StringComparer.Ordinal));
        var first = listed.GetProperty("reports").EnumerateArray().Single(one => one.GetProperty("reportId").GetString() == stands);
        Assert.Equal(("G1", "2026-03-09", "roads/pothole"), (Text(first, "gridCode"), Text(first, "date"), Text(first, "category")));
        Assert.DoesNotContain("13857312345", Text(first, "text"));
        Assert.True(town.Audits("person shen", $"reports {string.Join(' ', Ids(listed))}, masked"));

        var answer = await Review(town, "shen", new { gridCode = "G1", reportId = stands }, new { gridCode = "G1", reportId = falls, withdraw = true, reason = "并未处理" });
        Assert.Equal([200, 200], answer.Select(one => one.GetProperty("status").GetInt32()));
        Assert.All(answer, one => Assert.True(one.GetProperty("changed").GetBoolean()));
        var day = await town.Day("T", "awaitingReview", 1);
        Assert.Equal((2UL, 1UL), (day.GetProperty("validReports").GetUInt64(), day.GetProperty("recordedReports").GetUInt64()));
        Assert.Empty(Ids((await town.Get("desk/recorded", "shen")).Body));
    }

    [Fact]
    public async Task Each_review_has_its_own_result_and_what_is_refused_changes_nothing()
    {
        await using var town = await DeskTown.Start();
        var (mine, other, issue) = (await Record(town, "已清理"), await Record(town, "已扶正", "G3"), (await town.Report("坑洼")).ReportId);
        var results = await Review(
            town, "zhang", // of V2 alone
            new { gridCode = "G1", reportId = mine }, new { gridCode = "G9", reportId = mine }, new { gridCode = "G3", reportId = mine },
            new { gridCode = "G3", reportId = other, withdraw = true }, new { gridCode = "G3", reportId = other, reason = "好" }, new { gridCode = "G3", reportId = other });
        Assert.Equal([403, 404, 404, 400, 400, 200], results.Select(one => one.GetProperty("status").GetInt32()));
        Assert.Equal(
            ["not_allowed", "unknown_region", "report_unknown", "withdrawal_reason_missing", "reason_without_withdrawal"],
            results.Take(5).Select(one => one.GetProperty("error").GetProperty("code").GetString()));
        var again = await Review(town, "shen", new { gridCode = "G3", reportId = other }, new { gridCode = "G1", reportId = issue });
        Assert.False(again[0].GetProperty("changed").GetBoolean());
        Assert.Equal("report_of_an_issue", again[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal([mine], Ids((await town.Get("desk/recorded?region=T", "shen")).Body));
        Assert.Equal((403, "not_allowed"), Told(await town.PostAsIs("desk/recorded", "wang", new { reviews = new[] { new { gridCode = "G1", reportId = mine } } })));
        Assert.Equal((400, "field_malformed"), Told(await town.PostAsIs("desk/recorded", "shen", new { reviews = Array.Empty<object>() })));
        Assert.Equal((400, "json_malformed"), Told(await town.PostAsIs("desk/recorded", "shen", new { reports = new[] { mine } })));
    }

    [Fact]
    public async Task It_is_listed_where_one_may_look_by_days_and_by_pages_and_without_texts_for_whom_they_are_not()
    {
        await using var town = await DeskTown.Start();
        for (var i = 0; i < 3; i++) await Record(town, $"第{i}处");
        await Record(town, "别处", "G3");
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await town.Get($"desk/recorded?region=V1&limit=2{after}", "shen")).Body;
            seen.AddRange(Ids(page));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal((3, 3), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(3, Ids((await town.Get("desk/recorded", "qian")).Body).Count); // of V1, without texts
        Assert.Equal(JsonValueKind.Null, (await town.Get("desk/recorded", "qian")).Body.GetProperty("reports")[0].GetProperty("text").ValueKind);
        Assert.Empty(Ids((await town.Get("desk/recorded?until=2026-03-08", "shen")).Body));
        Assert.Equal(4, Ids((await town.Get("desk/recorded?from=2026-03-09&until=2026-03-09", "shen")).Body).Count);
        foreach (var (query, code) in new[] { ("from=2026-01-01&until=2026-03-09", "filter_malformed"), ("from=2026-03-10", "filter_malformed"), ("from=x", "filter_malformed"), ("view=all", "filter_unknown"), ("after=zzz", "cursor_malformed"), ("limit=0", "limit_out_of_range") })
            Assert.Equal((400, code), Told(await town.Get($"desk/recorded?{query}", "shen")));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/recorded?region=V1", "zhang")));
    }

    [Fact]
    public async Task The_same_goes_over_gRPC()
    {
        await using var town = await DeskTown.Start();
        var (stands, issue) = (await Record(town, "已清理"), (await town.Report("坑洼")).ReportId);
        var shen = await town.MetadataOf("shen");
        var listed = Assert.Single((await town.Desk.RecordedAsync(new RecordedRequest { Region = "T" }, shen)).Reports);
        Assert.Equal((stands, "G1", "已清理", false), (listed.ReportId, listed.GridCode, listed.Text, listed.ContentWithheld));
        var reply = await town.Desk.ReviewRecordedAsync(
            new ReviewRecordedRequest { Reviews = { new RecordedReview { GridCode = "G1", ReportId = stands }, new RecordedReview { GridCode = "G1", ReportId = issue, Withdraw = true, Reason = "重复" } } }, shen);
        Assert.Equal([("", true), ("report_of_an_issue", false)], reply.Results.Select(one => (one.Refused, one.Changed)));
        Assert.Empty((await town.Desk.RecordedAsync(new RecordedRequest(), shen)).Reports);
        var none = await Assert.ThrowsAsync<RpcException>(async () => await town.Desk.ReviewRecordedAsync(new ReviewRecordedRequest(), shen));
        Assert.Equal(StatusCode.InvalidArgument, none.StatusCode);
    }

    private static async Task<string> Record(DeskTown town, string text, string grid = "G1")
    {
        var report = new Report
        {
            ReportId = Guid.NewGuid().ToString(), StewardId = "S-1", GridCode = grid, Category = "roads/pothole", Text = text, ObservedAt = Instant.ToTimestamp(Instant.From(town.Now)),
            Origin = Origin.Steward, Disposition = Disposition.SolvedOnSpot,
        };
        Assert.Equal(Outcome.Recorded, (await town.Field.SubmitReportAsync(report, new Metadata { { "authorization", "Bearer device-secret" } })).Outcome);
        return report.ReportId;
    }

    private static async Task<IReadOnlyList<JsonElement>> Review(DeskTown town, string who, params object[] reviews)
    {
        var (status, body) = await town.PostAsIs("desk/recorded", who, new { reviews });
        Assert.True(status == 200, $"{body}");
        return [.. body.GetProperty("results").EnumerateArray()];
    }

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("reports").EnumerateArray().Select(one => Text(one, "reportId"))];

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static (int, string) Told((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString()!);
}
