using System.Text.Json.Serialization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Projections.Grids;

namespace RealtimeGov.Gateway.Desk;

/// <param name="Next">Where the next page begins; null at the end.</param>
internal sealed record RecordedPage(IReadOnlyList<RecordedLine> Reports, string? Next);

/// <param name="Date">The day on which it counts.</param>
/// <param name="Text">Null where texts are for others.</param>
internal sealed record RecordedLine(
    string ReportId, string GridCode, string GridName, string Category, string Date, string ObservedAt, string ReceivedAt, string? Text, IReadOnlyList<string>? Photos)
{
    public static RecordedLine From(UnreviewedReport one, string gridName, bool mayRead) => new(
        one.ReportId.ToString("D"), one.Grid, gridName, one.Category, LocalDay.Format(one.LocalDate), Iso.Time(one.ObservedAtUs), Iso.Time(one.ReceivedAtUs),
        mayRead ? one.Content.Text : null, mayRead ? one.Content.PhotoIds : null);
}

/// <param name="Reviews">1 to 200.</param>
internal sealed record ReviewsBody(IReadOnlyList<AskedReview> Reviews);

/// <param name="Reason">Of a withdrawal, why it does not count.</param>
internal sealed record AskedReview(string GridCode, string ReportId, bool Withdraw = false, string? Reason = null);

internal sealed record ReviewResults(IReadOnlyList<ReviewResult> Results);

/// <param name="Status">As if the review had been asked alone.</param>
/// <param name="Changed">False where somebody had reviewed it before.</param>
internal sealed record ReviewResult(
    string ReportId, int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Changed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ApiError? Error);
