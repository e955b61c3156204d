using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>The receipts that the gateway gives by itself; all others are a grid's.</summary>
internal static class Receipts
{
    /// <summary>Nothing is known of whether the report became durable: sent again, it counts once.</summary>
    public static ReportReceipt Retry(Report report, string grid) =>
        new() { ReportId = report.ReportId, Outcome = Outcome.Retry, Reason = Reasons.NotDurable, GridCode = grid };

    /// <summary>It says what the device's credential does not allow: nothing of it goes to a grid.</summary>
    public static ReportReceipt NotOwn(Report report, string reason) => new()
    {
        ReportId = report.ReportId,
        Outcome = Outcome.Invalid,
        Reason = ReportIds.TryParse(report.ReportId, out _) ? reason : Reasons.ReportIdMalformed,
    };

    /// <summary>By a clock that its devices call wrong nothing is counted.</summary>
    public static ReportReceipt ServerClock(Report report) =>
        new() { ReportId = report.ReportId, Outcome = Outcome.Retry, Reason = Reasons.ServerClock, GridCode = report.GridCode };

    /// <summary>No grid can journal it. Another fault of the report's own comes first: it says more than the missing place.</summary>
    public static ReportReceipt WithoutGrid(Report report, in GridContext context) => new()
    {
        ReportId = report.ReportId,
        Outcome = Outcome.Invalid,
        Reason = !ReportIds.TryParse(report.ReportId, out _)
            ? Reasons.ReportIdMalformed
            : ReportChecks.Check(report, context).Fault ?? Reasons.NoGrid,
    };
}
