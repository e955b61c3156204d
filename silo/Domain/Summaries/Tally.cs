using System.Runtime.InteropServices;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>The counts of one day, as place or as finder, while they change. Messages are made of it, it never is one.</summary>
public sealed class Tally
{
    private readonly Dictionary<string, int> places = [];
    private readonly List<ulong> perCategory = [];
    private string[] categories = [];
    private ulong invalid, opened, joined, recorded;
    private Funnel funnel;
    private FrozenTally? frozen;

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
            funnel = Funnel.From(counts),
            Version = version,
        };
        foreach (var (category, count) in counts.ByCategory) tally.Count(category, count);
        foreach (var item in newest) tally.Newest.Add(item);
        return tally;
    }

    /// <param name="isReviewed">It joined an issue that somebody has reviewed.</param>
    public void Accept(ulong seq, Outcome outcome, string category, FeedItem item, bool isReviewed = false)
    {
        CounterOf(outcome)++;
        if (isReviewed) funnel = funnel with { Reviewed = funnel.Reviewed + 1 };
        Count(category, 1);
        Newest.Add(item);
        (Version, frozen) = (seq, null);
    }

    /// <summary>Takes back what was accepted. It stays among the newest: those tell what came in, not what became of it.</summary>
    /// <param name="wasReviewed">It counted as reviewed.</param>
    public void Withdraw(ulong seq, Outcome outcome, string category, bool wasReviewed = false)
    {
        if (CounterOf(outcome) == 0 || !places.TryGetValue(category, out var place) || perCategory[place] == 0)
            throw new InvalidOperationException($"event {seq} withdraws a report of {category} that this day does not count");
        if (wasReviewed && funnel.Reviewed == 0) throw new InvalidOperationException($"event {seq} withdraws a reviewed report where none is");
        CounterOf(outcome)--;
        perCategory[place]--;
        if (wasReviewed) funnel = funnel with { Reviewed = funnel.Reviewed - 1 };
        (Version, frozen) = (seq, null);
    }

    /// <summary>What was withdrawn counts again; it has been reviewed.</summary>
    public void Restore(ulong seq, Outcome outcome, string category)
    {
        CounterOf(outcome)++;
        Count(category, 1);
        funnel = funnel with { Reviewed = funnel.Reviewed + 1 };
        (Version, frozen) = (seq, null);
    }

    /// <summary>Somebody has reviewed one of its valid reports.</summary>
    public void Review(ulong seq)
    {
        if (funnel.Reviewed >= Valid) throw new InvalidOperationException($"event {seq} reviews a report that this day does not count");
        funnel = funnel with { Reviewed = funnel.Reviewed + 1 };
        (Version, frozen) = (seq, null);
    }

    /// <summary>What the loop did on this day.</summary>
    public void Progress(ulong seq, DayProgress progress)
    {
        funnel = funnel.Plus(progress);
        (Version, frozen) = (seq, null);
    }

    public void Refuse(ulong seq)
    {
        invalid++;
        (Version, frozen) = (seq, null);
    }

    /// <summary>The day of this moment, which no longer changes: cheap enough for every decision.</summary>
    public FrozenTally Freeze() =>
        frozen ??= new FrozenTally(Version, invalid, opened, joined, recorded, funnel, Categories(), [.. perCategory], [.. Newest.Items]);

    /// <inheritdoc cref="FrozenTally.ToCounts"/>
    public DayCounts ToCounts() => Freeze().ToCounts();

    private ref ulong CounterOf(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Opened: return ref opened;
            case Outcome.Joined: return ref joined;
            case Outcome.Recorded: return ref recorded;
            default: throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a valid report");
        }
    }

    private void Count(string category, ulong reports)
    {
        if (places.TryAdd(category, perCategory.Count)) perCategory.Add(0);
        CollectionsMarshal.AsSpan(perCategory)[places[category]] += reports;
    }

    // Shared by all that are frozen until another category comes.
    private string[] Categories() => categories.Length == places.Count ? categories : categories = [.. places.OrderBy(p => p.Value).Select(p => p.Key)];
}
