using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>
/// `POST /api/v1/reports`: one report, one receipt, for a browser that is enrolled as a device. It takes the same road as
/// `SubmitReport`: a fault of the report is told in its receipt, and the same report sent again counts once.
/// </summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api) =>
        api.MapPost("/reports", Submit).Needs(AccessRefusal.DeviceToken, Permission.Report);

    private static async Task<ReceiptBody> Submit(HttpContext http, ReportDispatch dispatch, TimeProvider time)
    {
        var caller = http.Caller();
        // Nobody knows which steward a person is: what a person reports at a desk is on behalf of somebody, and another call.
        if (caller.Kind == CallerKind.Person) throw NotADevice();
        var body = await StrictBody.Read<ReportBody>(http.Request);
        var offsetMs = body.DeviceTime is null ? 0 : (long)(time.GetUtcNow() - Time(body.DeviceTime, "deviceTime")).TotalMilliseconds;
        var device = caller.Binding is null ? null : new EnrolledDevice(caller);
        return ReceiptBody.From((await dispatch.Send([Of(body)], offsetMs, clock: null, device))[0]);
    }

    private static Report Of(ReportBody body)
    {
        var report = new Report
        {
            ReportId = body.ReportId,
            StewardId = body.StewardId ?? "",
            GridCode = body.GridCode ?? "",
            Category = body.Category ?? "",
            Text = body.Text ?? "",
            ObservedAt = Timestamp.FromDateTimeOffset(Time(body.ObservedAt, "observedAt")),
            Disposition = Named<Disposition>(body.Disposition, "disposition"),
            Origin = Named<Origin>(body.Origin, "origin"),
            JoinsIssueId = body.JoinsIssueId ?? "",
        };
        if (body.Location is { } place) report.Location = new GeoPoint { Latitude = place.Latitude, Longitude = place.Longitude, AccuracyM = place.AccuracyM };
        report.PhotoIds.AddRange(body.Photos ?? []);
        return report;
    }

    private static DateTimeOffset Time(string text, string field) =>
        Rfc3339.TryParse(text, out var time) ? time : throw OrderBody.Fault(field, "must be a time as RFC 3339 writes it", "应为 RFC 3339 时间");

    private static T Named<T>(string? text, string field) where T : struct, System.Enum
    {
        if (text is null) return default;
        var known = System.Enum.GetValues<T>();
        foreach (var value in known)
            if (Name(value) == text) return value;
        var list = known.Select(Name).ToList();
        throw OrderBody.Fault(field, $"must be one of {string.Join(", ", list)}", $"应为 {string.Join("、", list)} 之一");

        // As the protos write it, without the list's own name: `SolvedOnSpot` is `SOLVED_ON_SPOT`.
        static string Name(T value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
    }

    private static ApiException NotADevice() => ApiErrors.Of(StatusCodes.Status403Forbidden, "not_a_device",
        "Reports come from a steward's enrolled device: enrol this one with a code first.", "上报须由管家已登记的设备发出：请先用登记码登记本设备。");

    /// <param name="ReportId">A UUID made by the device.</param>
    /// <param name="ObservedAt">RFC 3339, as <paramref name="DeviceTime"/>: the device's clock as it sends.</param>
    internal sealed record ReportBody(
        string ReportId, string ObservedAt, string? Text = null, string? Category = null, string? GridCode = null, PlaceBody? Location = null,
        IReadOnlyList<string>? Photos = null, string? Disposition = null, string? Origin = null, string? JoinsIssueId = null, string? StewardId = null,
        string? DeviceTime = null);

    /// <summary>WGS84 degrees; the radius in metres, 0 where it is not known.</summary>
    internal sealed record PlaceBody(double Latitude, double Longitude, double AccuracyM = 0);

    /// <summary>As <see cref="ReportReceipt"/> has it; codes separated.</summary>
    internal sealed record ReceiptBody(
        string ReportId, string Outcome, string IssueId, IReadOnlyList<string> Reasons, string GridCode, long CorrectedMs, string CountedOn,
        IReadOnlyList<string> PossibleDuplicates)
    {
        public static ReceiptBody From(ReportReceipt receipt) => new(
            receipt.ReportId, JsonNamingPolicy.SnakeCaseUpper.ConvertName(receipt.Outcome.ToString()), receipt.IssueId, receipt.Reason.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            receipt.GridCode, receipt.CorrectedMs, receipt.CountedOn, receipt.PossibleDuplicates);
    }
}
