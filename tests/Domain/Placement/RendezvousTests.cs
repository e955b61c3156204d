using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Domain.Tests.Placement;

public sealed class RendezvousTests
{
    private static readonly string[] Keys = [.. Maps.Grids(20_000).Select(PlacementMap.KeyOfGrid)];

    [Theory]
    [InlineData("", "", 3996484343430424271ul)]
    [InlineData("grid/330483100217001", "silo-1", 12984217949148010612ul)]
    [InlineData("乌镇", "silo-2", 1156540882084843347ul)]
    public void A_hash_never_changes_between_releases(string first, string second, ulong hash) => Assert.Equal(hash, StableHash.Of(first, second));

    [Fact]
    public void The_boundary_between_the_names_counts() => Assert.NotEqual(StableHash.Of("ab", "c"), StableHash.Of("a", "bc"));

    [Fact]
    public void Silos_of_equal_weight_share_evenly_and_others_by_weight()
    {
        Assert.All(Shares([1, 1, 1, 1]), share => Assert.InRange(share, 0.24, 0.26));
        var weighted = Shares([1, 2, 5]);
        Assert.InRange(weighted[0], 0.115, 0.135);
        Assert.InRange(weighted[1], 0.24, 0.26);
        Assert.InRange(weighted[2], 0.61, 0.64);
    }

    [Fact]
    public void Only_the_dead_silo_s_keys_move() => Check.QuickThrowOnFailure(Prop.ForAll(Bidders, bidders =>
    {
        var dead = bidders[^1];
        return Keys.Take(500).All(key => Rendezvous.Winner(key, bidders) is var before
            && (before == dead.Silo || before == Rendezvous.Winner(key, bidders[..^1])));
    }));

    [Fact]
    public void A_silo_that_comes_takes_its_share_and_nothing_moves_between_the_others() => Check.QuickThrowOnFailure(Prop.ForAll(Bidders, bidders =>
    {
        var before = bidders[..^1];
        var moved = Keys.Take(2_000).Where(key => Rendezvous.Winner(key, bidders) != Rendezvous.Winner(key, before)).ToList();
        var share = bidders[^1].Weight / bidders.Sum(b => b.Weight);
        var spread = 5 * Math.Sqrt(2_000 * share * (1 - share)); // five standard deviations
        return moved.All(key => Rendezvous.Winner(key, bidders) == bidders[^1].Silo) && Math.Abs(moved.Count - 2_000 * share) <= spread + 1;
    }));

    [Fact]
    public void More_weight_moves_keys_only_to_the_heavier() => Check.QuickThrowOnFailure(Prop.ForAll(Bidders, bidders =>
    {
        WeightedSilo[] after = [.. bidders[..^1], bidders[^1] with { Weight = bidders[^1].Weight * 2 }];
        return Keys.Take(500).All(key => Rendezvous.Winner(key, after) is var winner && (winner == bidders[^1].Silo || winner == Rendezvous.Winner(key, bidders)));
    }));

    [Fact]
    public void The_order_of_the_bidders_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(Bidders, bidders =>
        Keys.Take(200).All(key => Rendezvous.Winner(key, bidders) == Rendezvous.Winner(key, [.. bidders.Reverse()]))));

    [Fact]
    public void Nobody_wins_where_nobody_bids() => Assert.Null(Rendezvous.Winner("grid/A", []));

    private static Arbitrary<WeightedSilo[]> Bidders { get; } = (
        from count in Gen.Choose(2, 8)
        from weights in Gen.Choose(1, 10).ArrayOf(count)
        select weights.Select((weight, at) => new WeightedSilo($"silo-{at + 1}", weight / 2.0)).ToArray()).ToArbitrary();

    private static List<double> Shares(double[] weights)
    {
        var bidders = weights.Select((weight, at) => new WeightedSilo($"silo-{at + 1}", weight)).ToArray();
        var won = Keys.CountBy(key => Rendezvous.Winner(key, bidders)!).ToDictionary();
        return [.. bidders.Select(b => (double)won[b.Silo] / Keys.Length)];
    }
}
