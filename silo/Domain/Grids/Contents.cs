using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What of a report is kept apart from its facts, so that it can be erased without touching a count.</summary>
public static class Contents
{
    /// <summary>Characters kept of a category or grid code that was sent but not counted.</summary>
    public const int SentMax = 128;

    public static Content Of(Report report, string category, string grid)
    {
        var content = new Content { StewardId = report.StewardId, Text = report.Text, Location = report.Location };
        content.PhotoIds.AddRange(report.PhotoIds);
        if (report.Category != category) content.CategorySent = Cut(report.Category);
        if (report.GridCode != grid) content.GridCodeSent = Cut(report.GridCode);
        return content;
    }

    private static string Cut(string sent) => sent.Length <= SentMax ? sent : string.Concat(sent.EnumerateRunes().Take(SentMax));
}
