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
            Version = version,
        };
        foreach (var (category, count) in counts.ByCategory) tally.Count(category, count);
        foreach (var item in newest) tally.Newest.Add(item);
        return tally;
    }

    public void Accept(ulong seq, Outcome outcome, string category, FeedItem item)
    {
        CounterOf(outcome)++;
        Count(category, 1);
        Newest.Add(item);
        (Version, frozen) = (seq, null);
    }

    /// <summary>Takes back what was accepted. It stays among the newest: those tell what came in, not what became of it.</summary>
    public void Withdraw(ulong seq, Outcome outcome, string category)
    {
        if (CounterOf(outcome) == 0 || !places.TryGetValue(category, out var place) || perCategory[place] == 0)
            throw new InvalidOperationException($"event {seq} withdraws a report of {category} that this day does not count");
        CounterOf(outcome)--;
        perCategory[place]--;
        (Version, frozen) = (seq, null);
    }

    public void Refuse(ulong seq)
    {
        invalid++;
        (Version, frozen) = (seq, null);
    }

    /// <summary>The day of this moment, which no longer changes: cheap enough for every decision.</summary>
    public FrozenTally Freeze() =>
        frozen ??= new FrozenTally(Version, invalid, opened, joined, recorded, Categories(), [.. perCategory], [.. Newest.Items]);

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
