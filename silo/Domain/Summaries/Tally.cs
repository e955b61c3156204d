using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>The counts of one day, as place or as finder, while they change. Messages are made of it, it never is one.</summary>
public sealed class Tally
{
    private readonly Dictionary<string, ulong> byCategory = [];
    private ulong invalid, opened, joined, recorded;

    /// <summary>The journal seq that last changed it.</summary>
    public ulong Version { get; private set; }

    public Newest Newest { get; } = new();

    public ulong Valid => opened + joined + recorded;

    public static Tally From(DayCounts counts, ulong version, IEnumerable<FeedItem> newest)
    {
        var tally = new Tally
        {
            invalid = counts.Invalid,
            opened = counts.Opened,
            joined = counts.Joined,
            recorded = counts.Recorded,
            Version = version,
        };
        foreach (var (category, count) in counts.ByCategory) tally.byCategory[category] = count;
        foreach (var item in newest) tally.Newest.Add(item);
        return tally;
    }

    public void Accept(ulong seq, Outcome outcome, string category, FeedItem item)
    {
        switch (outcome)
        {
            case Outcome.Opened: opened++; break;
            case Outcome.Joined: joined++; break;
            case Outcome.Recorded: recorded++; break;
            default: throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a valid report");
        }
        byCategory[category] = byCategory.GetValueOrDefault(category) + 1;
        Newest.Add(item);
        Version = seq;
    }

    public void Refuse(ulong seq)
    {
        invalid++;
        Version = seq;
    }

    /// <summary>The counts of this moment, as a message that no longer changes.</summary>
    public DayCounts ToCounts()
    {
        var counts = new DayCounts
        {
            Valid = Valid,
            Invalid = invalid,
            Opened = opened,
            Joined = joined,
            Recorded = recorded,
            AwaitingReview = Valid, // nobody reviews until the loop's desk exists
        };
        counts.ByCategory.Add(byCategory);
        return counts;
    }
}
