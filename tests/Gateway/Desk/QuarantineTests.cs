using System.Text.Json;
using Grpc.Core;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>A stolen telephone floods a grid: one touch shuts it out, and a reviewer withdraws together what it sent.</summary>
[Trait("lane", "trust")]
public sealed class QuarantineTests
{
    [Fact]
    public async Task One_touch_shuts_out_the_device_and_its_reports_are_withdrawn_together()
    {
        await using var town = await DeskTown.Start();
        var thief = await town.MetadataOf("S-1"); // a telephone of that steward
        var alone = await Send(town, thief);
        var seen = await Send(town, thief); // somebody else saw that too
        var vouched = await town.Report("我也看到了", steward: "S-2", joins: "G1.2");
        var recorded = await Send(town, thief, Disposition.SolvedOnSpot);
        var honest = await town.Report("另一处坑洼"); // the same steward's, by another way
        Assert.Equal((Outcome.Opened, Outcome.Opened, Outcome.Joined, Outcome.Recorded), (alone.Outcome, seen.Outcome, vouched.Outcome, recorded.Outcome));
        await town.Day("T", valid: 5);
        await DeskTown.Until(async () => await town.IsQuiet());

        // Before the touch the page says what it is about, and nothing is shut out by looking.
        var before = (await town.Get($"desk/quarantine?gridCode=G1&reportId={alone.ReportId}", "shen")).Body;
        Assert.Equal(("S-1", false, 3), (before.GetProperty("steward").GetString(), before.GetProperty("quarantined").GetBoolean(), before.GetProperty("reports").GetArrayLength()));
        Assert.Equal((403, "not_allowed"), Told(await town.Get($"desk/quarantine?gridCode=G1&reportId={alone.ReportId}", "zhang")));
        Assert.Equal((400, "filter_unknown"), Told(await town.Get("desk/quarantine?view=all", "shen")));

        var (status, touched) = await town.PostAsIs("desk/quarantine", "shen", new { gridCode = "G1", reportId = alone.ReportId });
        Assert.True(status == 200, $"{touched}");
        var device = touched.GetProperty("device").GetString()!;
        Assert.Equal(("S-1", true), (touched.GetProperty("steward").GetString(), touched.GetProperty("changed").GetBoolean()));
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Send(town, thief))).StatusCode);
        var again = await town.PostAsIs("desk/quarantine", "shen", new { gridCode = "G1", reportId = seen.ReportId });
        Assert.Equal((200, false), (again.Status, again.Body.GetProperty("changed").GetBoolean()));

        var listed = (await town.Get($"desk/quarantine/{device}", "shen")).Body;
        Assert.True(listed.GetProperty("quarantined").GetBoolean());
        // All of one moment: by their ids.
        Assert.Equal(
            new[] { (alone.ReportId, 0), (seen.ReportId, 1), (recorded.ReportId, 0) }.OrderBy(one => one.ReportId, StringComparer.Ordinal),
            listed.GetProperty("reports").EnumerateArray().Select(one => (one.GetProperty("reportId").GetString()!, one.GetProperty("othersJoined").GetInt32())));
        var withdrawn = (await town.PostAsIs($"desk/quarantine/{device}/withdraw", "shen", new { reason = "终端被盗" })).Body;
        Assert.Equal([200, 200, 200], withdrawn.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("status").GetInt32()));
        await town.Day("T", valid: 2); // the honest one, and whoever vouched
        Assert.Equal("declined", await StageOf(town, "G1.1"));
        Assert.NotEqual("declined", await StageOf(town, "G1.2"));
        Assert.NotEqual("declined", await StageOf(town, honest.IssueId));
        await town.Until($"desk/quarantine/{device}", "shen", body => body.GetProperty("reports").GetArrayLength() == 0);
        Assert.Empty((await town.PostAsIs($"desk/quarantine/{device}/withdraw", "shen", new { reason = "终端被盗" })).Body.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task What_is_refused_shuts_nobody_out_and_withdraws_nothing()
    {
        await using var town = await DeskTown.Start();
        var phone = await town.MetadataOf("S-1");
        var (sent, shared) = (await Send(town, phone), await town.Report("坑洼"));
        foreach (var (who, body, told) in new (string?, object, (int, string))[]
        {
            (null, new { gridCode = "G1", reportId = sent.ReportId }, (401, "sign_in_needed")),
            ("wang", new { gridCode = "G1", reportId = sent.ReportId }, (403, "not_allowed")),
            ("zhang", new { gridCode = "G1", reportId = sent.ReportId }, (403, "not_allowed")), // of V2 alone
            ("shen", new { gridCode = "G9", reportId = sent.ReportId }, (404, "unknown_region")),
            ("shen", new { gridCode = "G1", reportId = "x" }, (400, "report_id_malformed")),
            ("shen", new { gridCode = "G2", reportId = sent.ReportId }, (404, "report_unknown")),
            ("shen", new { gridCode = "G1", reportId = shared.ReportId }, (409, "report_of_no_device")),
            ("shen", new { gridCode = "G1" }, (400, "json_malformed")),
        })
        {
            var said = await town.PostAsIs("desk/quarantine", who, body);
            Assert.Equal(told, Told(said));
        }
        Assert.Equal(Outcome.Opened, (await Send(town, phone)).Outcome); // it still reports

        Assert.Equal((404, "device_unknown"), Told(await town.Get("desk/quarantine/nobody", "shen")));
        var device = (await town.PostAsIs("desk/quarantine", "shen", new { gridCode = "G1", reportId = sent.ReportId })).Body.GetProperty("device").GetString()!;
        Assert.Equal((400, "withdrawal_reason_missing"), Told(await town.PostAsIs($"desk/quarantine/{device}/withdraw", "shen", new { reason = " " })));
        Assert.Equal((400, "withdrawal_reason_malformed"), Told(await town.PostAsIs($"desk/quarantine/{device}/withdraw", "shen", new { reason = new string('长', 501) })));
        Assert.Equal((400, "filter_malformed"), Told(await town.PostAsIs($"desk/quarantine/{device}/withdraw", "shen", new { reason = "被盗", from = "2026-01-01", until = "2026-03-09" })));
        Assert.Equal((400, "filter_unknown"), Told(await town.Get($"desk/quarantine/{device}?view=all", "shen")));
        // A reviewer of elsewhere sees and withdraws none of them.
        Assert.Empty((await town.PostAsIs($"desk/quarantine/{device}/withdraw", "zhang", new { reason = "被盗" })).Body.GetProperty("results").EnumerateArray());
        await town.Day("T", valid: 3);

        // One that still reports is shut out first.
        var other = Secrets.DeviceOfToken((await town.MetadataOf("S-2")).GetValue("authorization")!["Bearer ".Length..])!;
        Assert.Equal((409, "device_not_quarantined"), Told(await town.PostAsIs($"desk/quarantine/{other}/withdraw", "shen", new { reason = "被盗" })));
        Assert.Equal(2, (await town.Get($"desk/quarantine/{device}", "shen")).Body.GetProperty("reports").GetArrayLength());
    }

    private static async Task<ReportReceipt> Send(DeskTown town, Metadata device, Disposition disposition = Disposition.Handle) => await town.Field.SubmitReportAsync(
        new Report
        {
            ReportId = Guid.NewGuid().ToString(), GridCode = "G1", Category = "roads/pothole", Text = $"坑洼 {Guid.NewGuid()}",
            ObservedAt = Instant.ToTimestamp(Instant.From(town.Now)), Origin = Origin.Steward, Disposition = disposition,
        }, device);

    private static async Task<string?> StageOf(DeskTown town, string issue) =>
        (await town.Get($"desk/issues/{issue}", "shen")).Body.GetProperty("issue").GetProperty("stage").GetString();

    private static (int, string) Told((int Status, JsonElement Body) answer) => (answer.Status, CodeOf(answer.Body));

    private static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;
}
