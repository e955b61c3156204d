using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>
/// A day as it was after one decision. Every decision leaves one, most are overtaken before anybody looks at them: the
/// messages, which cost more, are made only of those that are written or sent.
/// </summary>
public sealed class FrozenTally
{
    private readonly string[] categories;
    private readonly ulong[] perCategory;
    private readonly FeedItem[] newest;

    internal FrozenTally(
        ulong version, ulong invalid, ulong opened, ulong joined, ulong recorded, Funnel funnel, string[] categories, ulong[] perCategory, FeedItem[] newest)
    {
        (Version, Invalid, Opened, Joined, Recorded, Funnel) = (version, invalid, opened, joined, recorded, funnel);
        (this.categories, this.perCategory, this.newest) = (categories, perCategory, newest);
    }

    /// <summary>The journal seq that made it so; 0 for a day without reports.</summary>
    public ulong Version { get; }

    public ulong Invalid { get; }

    public ulong Opened { get; }

    public ulong Joined { get; }

    public ulong Recorded { get; }

    public ulong Valid => Opened + Joined + Recorded;

    public Funnel Funnel { get; }

    public DayCounts ToCounts()
    {
        var counts = WithoutColumns();
        counts.Valid = Valid;
        counts.Invalid = Invalid;
        counts.Opened = Opened;
        counts.Joined = Joined;
        counts.Recorded = Recorded;
        counts.AwaitingReview = Valid - Funnel.Reviewed;
        return counts;
    }

    /// <summary>The categories and what the loop did: the read model keeps the rest in columns.</summary>
    public DayCounts WithoutColumns()
    {
        var counts = new DayCounts();
        Funnel.AddTo(counts);
        for (var i = 0; i < perCategory.Length; i++)
            if (perCategory[i] > 0) counts.ByCategory.Add(categories[i], perCategory[i]); // none is left where all were withdrawn
        return counts;
    }

    public DaySummary ToSummary(string region, int date)
    {
        var summary = new DaySummary { Region = region, Date = date, Version = Version, Counts = ToCounts() };
        summary.Newest.AddRange(newest);
        return summary;
    }
}
