using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Towns;

/// <summary>Reports as devices send them.</summary>
internal static class Reports
{
    public static Report New(Guid? id = null, string steward = "S-1", string category = "roads/pothole", string text = "坑洼",
        long? observedAtUs = null, Disposition disposition = Disposition.Handle, string joins = "", GeoPoint? at = null) => new()
    {
        ReportId = (id ?? Guid.NewGuid()).ToString(),
        StewardId = steward,
        Category = category,
        Text = text,
        ObservedAt = Instant.ToTimestamp(observedAtUs ?? TestTown.NowUs - Instant.MinuteUs),
        Origin = Origin.Steward,
        Disposition = disposition,
        JoinsIssueId = joins,
        Location = at,
    };

    public static async Task<IReadOnlyList<ReportReceipt>> Send(this GridRef grid, params Report[] reports) =>
        (await grid.Receive(Batch(TestTown.NowUs, reports))).Receipts;

    public static async Task<ReportReceipt> SendOne(this GridRef grid, Report report) => (await grid.Send(report)).Single();

    public static Task<WithdrawReply> Withdraw(this GridRef grid, string reportId, string reviewer = "沈主任", string reason = "同一处已报") =>
        grid.Withdraw(new WithdrawReport { ReportId = reportId, Reviewer = reviewer, Reason = reason, AtUs = TestTown.NowUs });

    public static ReceiveReports Batch(long receivedAtUs, params Report[] reports)
    {
        var command = new ReceiveReports { ReceivedAtUs = receivedAtUs };
        command.Reports.AddRange(reports.Select(r => new RoutedReport { Report = r }));
        return command;
    }
}
