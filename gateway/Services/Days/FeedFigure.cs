using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Days;

/// <summary>One of the newest reports: category, place to the grid and time, nothing of its content.</summary>
public sealed record FeedFigure(string ReportId, string Category, string GridCode, string ObservedAt)
{
    public static IReadOnlyList<FeedFigure> From(IEnumerable<FeedItem> newest) =>
        [.. newest.Select(i => new FeedFigure(i.ReportId, i.Category, i.GridCode, Iso.Time(i.ObservedAtUs)))];
}
