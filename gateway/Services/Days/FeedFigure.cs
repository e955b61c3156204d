using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Days;

/// <summary>
/// One of the newest reports, for everybody: category, place to the grid, and time to five minutes. Who reported it must not
/// be told from it: the report's id is what its reporter's device knows, and the second is what a neighbour remembers.
/// </summary>
/// <param name="Key">Tells items apart while this process runs; nobody can make a report's id of it.</param>
/// <param name="ObservedAt">The five minutes in which it was observed, as their beginning.</param>
public sealed record FeedFigure(string Key, string Category, string GridCode, string ObservedAt)
{
    public const long RoundedToUs = 5 * 60 * 1_000_000L;

    private const int KeyBytes = 9;

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static IReadOnlyList<FeedFigure> From(IEnumerable<FeedItem> newest) =>
        [.. newest.Select(i => new FeedFigure(KeyOf(i.ReportId), i.Category, i.GridCode, Iso.Time(i.ObservedAtUs - i.ObservedAtUs % RoundedToUs)))];

    private static string KeyOf(string reportId) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(reportId)).AsSpan(0, KeyBytes));
}
