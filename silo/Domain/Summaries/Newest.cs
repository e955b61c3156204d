using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>The newest reports of a day: by observation, then by id, so that every way of collecting them gives one list.</summary>
public sealed class Newest
{
    public const int Max = 20;

    private readonly List<FeedItem> items = new(Max + 1);

    public IReadOnlyList<FeedItem> Items => items;

    public void Add(FeedItem item)
    {
        var at = items.BinarySearch(item, NewestFirst.Instance);
        if (at >= 0) return; // the same report
        at = ~at;
        if (at >= Max) return;
        items.Insert(at, item);
        if (items.Count > Max) items.RemoveAt(Max);
    }

    private sealed class NewestFirst : IComparer<FeedItem>
    {
        public static readonly NewestFirst Instance = new();

        public int Compare(FeedItem? a, FeedItem? b)
        {
            var byTime = b!.ObservedAtUs.CompareTo(a!.ObservedAtUs);
            return byTime != 0 ? byTime : string.CompareOrdinal(b.ReportId, a.ReportId);
        }
    }
}
