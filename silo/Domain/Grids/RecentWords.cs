using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// Which issue a sender opened last with which words: a button pressed twice makes two reports of one matter, whatever
/// their category. Only suggests; a grid that wakes has forgotten it.
/// </summary>
public sealed class RecentWords
{
    /// <summary>Senders' words kept; beyond it the oldest go. Ten minutes of a busy grid.</summary>
    public const int EntriesMax = 1_000;

    /// <summary>Between two observations, in either direction.</summary>
    public const long WithinUs = 10 * Instant.MinuteUs;

    private readonly Dictionary<Words, Entry> byWords = [];
    private readonly Queue<Words> order = new();

    /// <summary>The issue's number, or 0.</summary>
    public ulong Find(Report report, long observedAtUs) =>
        Words.Of(report) is { } words && byWords.TryGetValue(words, out var entry) && Math.Abs(entry.ObservedAtUs - observedAtUs) <= WithinUs
            ? entry.Issue
            : 0;

    public void Add(Report report, long observedAtUs, ulong issue)
    {
        if (Words.Of(report) is not { } words) return;
        if (!byWords.ContainsKey(words)) order.Enqueue(words);
        byWords[words] = new Entry(issue, observedAtUs);
        if (byWords.Count > EntriesMax) byWords.Remove(order.Dequeue());
    }

    private readonly record struct Entry(ulong Issue, long ObservedAtUs);
}

/// <summary>Who said what, as hashes of one process: two that differ are told apart, and no text is kept.</summary>
/// <param name="Sender">Of the steward; where there is none, of the exact position.</param>
public readonly record struct Words(long Sender, long Text)
{
    /// <summary>Null where there are no words, or nobody who said them: an import's rows come from a list, not from a hand.</summary>
    public static Words? Of(Report report)
    {
        if (report.Origin == Origin.Import || report.Disposition != Disposition.Handle || string.IsNullOrWhiteSpace(report.Text)) return null;
        var text = report.Text.AsSpan().Trim();
        var said = ((long)text.Length << 32) | (uint)string.GetHashCode(text, StringComparison.Ordinal);
        if (report.StewardId.Length > 0) return new Words(report.StewardId.GetHashCode(StringComparison.Ordinal), said);
        return report.Location is { } at ? new Words((1L << 32) | (uint)HashCode.Combine(at.Latitude, at.Longitude), said) : null;
    }
}
