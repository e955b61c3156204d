using System.Text.Json.Serialization;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Days;

/// <summary>A region's day as the API and the wall see it; docs/contracts/http.md names the fields.</summary>
/// <param name="Date">Absent in a sum over all days.</param>
/// <param name="At">When the server sent it; only in frames.</param>
/// <param name="Today">Whether the watch is for today; only in frames.</param>
public sealed record DayFigures(
    string Region,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Date,
    ulong ValidReports,
    ulong AwaitingReview,
    ulong InvalidReports,
    ulong OpenedIssues,
    ulong JoinedReports,
    ulong RecordedReports,
    ulong Accepted,
    ulong Answered,
    ulong Closed,
    ulong ClosedOnTime,
    ulong YellowCards,
    ulong RedCards,
    IReadOnlyDictionary<string, ulong> ByCategory,
    IReadOnlyList<ChildFigure> Children,
    ulong Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? At = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Today = null)
{
    /// <summary>Every child of the day's tree is listed, also those that nothing was reported from.</summary>
    public static DayFigures From(DaySummary summary, TreeOfDay tree)
    {
        var counts = summary.Counts ?? new DayCounts();
        var valid = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var child in summary.Children) valid[child.Code] = child.Valid;
        return new DayFigures(
            summary.Region, tree.NameOf(summary.Region), LocalDay.Format(summary.Date),
            counts.Valid, counts.AwaitingReview, counts.Invalid, counts.Opened, counts.Joined, counts.Recorded,
            counts.Accepted, counts.Answered, counts.Closed, counts.ClosedOnTime, counts.YellowCards, counts.RedCards,
            new SortedDictionary<string, ulong>(counts.ByCategory, StringComparer.Ordinal),
            [.. tree.Children(summary.Region).Select(c => new ChildFigure(c.Code, tree.NameOf(c.Code), valid.GetValueOrDefault(c.Code)))],
            summary.Version);
    }
}

public sealed record ChildFigure(string Code, string Name, ulong ValidReports);
