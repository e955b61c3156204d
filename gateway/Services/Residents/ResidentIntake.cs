using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Receipts;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Residents;

/// <summary>
/// A report of somebody without an account: the road of every other report, without a finder. Who it is nobody asks and nobody
/// knows; the answer is found by the slip's code, which this call tells once.
/// </summary>
internal sealed class ResidentIntake(ReportDispatch dispatch, ReceiptDesk receipts, ResidentLimiter limiter, TimeProvider time)
{
    public const int TextMax = 2_000;

    private static readonly Caller Residents = Caller.Service("residents", CredentialKind.None);

    private static readonly ReportSender Sender = new Resident();

    /// <exception cref="ApiException">It is none, too many came, or nobody knows whether it is stored: then the same again.</exception>
    public async Task<ResidentAnswer> Take(HttpContext http, CancellationToken cancellation)
    {
        var body = await StrictBody.Read<ResidentReport>(http.Request);
        var report = ToReport(body);
        if (limiter.SecondsToWait(http.Connection.RemoteIpAddress?.ToString() ?? "") is { } seconds) throw ResidentErrors.TooMany(seconds);
        var offsetMs = body.DeviceTime is null ? 0 : (long)(time.GetUtcNow() - Time(body.DeviceTime, "deviceTime")).TotalMilliseconds;
        var receipt = (await dispatch.Send([report], offsetMs, clock: null, Sender))[0];
        if (receipt.Outcome == Outcome.Retry) throw ReceiptErrors.NotDurable();
        if (receipt.Outcome == Outcome.Invalid) throw receipt.Reason == Reasons.NoGrid ? ResidentErrors.NoPlace() : ReceiptErrors.NotTaken(receipt.Reason);
        if (IsAnothers(receipt)) throw ReceiptErrors.IdTaken();
        cancellation.ThrowIfCancellationRequested(); // what is stored is stored; a slip that nobody reads is not
        var id = Guid.Parse(report.ReportId);
        var code = await receipts.Give(
            new ReceiptGiven { ReportId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)), IssueId = receipt.IssueId, GridCode = receipt.GridCode, Category = report.Category },
            Residents.Origin());
        return new ResidentAnswer(report.ReportId, receipt.GridCode, code);
    }

    // The page keeps the time of writing with the text: what it sends again is the same to the letter, and anything else is not its own.
    private static bool IsAnothers(ReportReceipt receipt) =>
        receipt.Outcome == Outcome.Duplicate
        && (receipt.Reason.Contains(Reasons.OtherSender, StringComparison.Ordinal) || receipt.Reason.Contains(Reasons.OtherContent, StringComparison.Ordinal));

    private static Report ToReport(ResidentReport body)
    {
        if (!ReportIds.TryParse(body.ReportId, out var id)) throw OrderBody.Fault("reportId", "must be a UUID", "应为 UUID");
        if (body.Text.Trim() is not { Length: >= 2 and <= TextMax } text) throw OrderBody.Fault("text", $"must have 2 to {TextMax} characters", $"应为 2 至 {TextMax} 个字符");
        if (body.GridCode is not { Length: > 0 } && body.Location is null) throw ResidentErrors.NoPlace();
        var report = new Report
        {
            ReportId = ReportIds.Format(id), GridCode = body.GridCode ?? "", Category = body.Category ?? "", Text = text,
            ObservedAt = Timestamp.FromDateTimeOffset(Time(body.ObservedAt, "observedAt")), Origin = Origin.Resident,
        };
        if (body.Location is { } place) report.Location = new GeoPoint { Latitude = place.Latitude, Longitude = place.Longitude, AccuracyM = place.AccuracyM };
        return report;
    }

    private static DateTimeOffset Time(string text, string field) =>
        Rfc3339.TryParse(text, out var time) ? time : throw OrderBody.Fault(field, "must be a time as RFC 3339 writes it", "应为 RFC 3339 时间");

    /// <param name="ReportId">A UUID of the page's: the same again is one report.</param>
    /// <param name="ObservedAt">RFC 3339, kept with the text; <paramref name="DeviceTime"/> is the page's clock as it sends.</param>
    /// <param name="GridCode">Where it is; else the grid that holds <paramref name="Location"/>.</param>
    internal sealed record ResidentReport(
        string ReportId, string Text, string ObservedAt, string? GridCode = null, ReportEndpoints.PlaceBody? Location = null, string? Category = null, string? DeviceTime = null);

    private sealed class Resident() : ReportSender(Residents)
    {
        public override bool Covers(string grid, TreeOfDay tree, int today) => true;

        protected override string? Refused(Report report, int today) => null;
    }
}

/// <param name="GridCode">Where it was taken for.</param>
/// <param name="ReceiptCode">Told this once. The same report sent again gets another slip.</param>
internal sealed record ResidentAnswer(string ReportId, string GridCode, string ReceiptCode);
