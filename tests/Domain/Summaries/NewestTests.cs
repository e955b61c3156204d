using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Summaries;

public sealed class NewestTests
{
    private static FeedItem Item(string id, long observedAtUs) => new() { ReportId = id, ObservedAtUs = observedAtUs };

    [Fact]
    public void By_observation_then_by_id()
    {
        var newest = Of([Item("b", 1), Item("a", 2), Item("c", 1), Item("d", 3), Item("a", 2)]);
        Assert.Equal(["d", "a", "c", "b"], newest.Select(i => i.ReportId));
    }

    [Fact]
    public void Twenty_are_kept()
    {
        Assert.Equal(20, Newest.Max);
        var newest = Of(Enumerable.Range(0, 30).Select(n => Item($"{n}", n)));
        Assert.Equal(Enumerable.Range(10, 20).Reverse().Select(n => (long)n), newest.Select(i => i.ObservedAtUs));
        Assert.Equal(newest, Of([.. newest, Item("late", 9)]));
        Assert.Equal("newer", Of([.. newest, Item("newer", 30)])[0].ReportId);
        Assert.Equal(20, Of([.. newest, Item("newer", 30)]).Count);
    }

    [Fact]
    public void Every_order_gives_the_list_that_sorting_gives() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 400)).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (choices, seed) =>
        {
            // Few times and repeated reports: a report's time is its own.
            var items = choices.Select(c => Item($"{c:000}", c % 40)).ToArray();
            var shuffled = items.ToArray();
            new System.Random(seed).Shuffle(shuffled);
            var expected = items.DistinctBy(i => i.ReportId).OrderByDescending(i => i.ObservedAtUs)
                .ThenByDescending(i => i.ReportId, StringComparer.Ordinal).Take(20).ToArray();
            return Of(items).SequenceEqual(expected) && Of(shuffled).SequenceEqual(expected);
        }));

    private static IReadOnlyList<FeedItem> Of(IEnumerable<FeedItem> items)
    {
        var newest = new Newest();
        foreach (var item in items) newest.Add(item);
        return newest.Items;
    }
}
