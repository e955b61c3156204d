using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Regions.TownTree;

namespace RealtimeGov.Domain.Tests.Regions;

public sealed class RegionPlanTests
{
    private const int Today = 20_000;

    [Fact]
    public void A_first_import_holds_from_the_beginning()
    {
        var changes = RegionPlan.Changes(RegionTree.Empty, Town, Today);
        Assert.Equal(Town, changes.Select(c => c.Region));
        Assert.All(changes, c => Assert.Equal(LocalDay.Beginning, c.FromDate));
    }

    [Fact]
    public void The_same_again_changes_nothing() => Assert.Empty(RegionPlan.Changes(Dated, Town, Today));

    [Fact]
    public void An_edit_acts_from_the_next_local_day()
    {
        var change = Assert.Single(RegionPlan.Changes(Dated, [Region("G3", "grid", "V1")], Today));
        Assert.Equal(Defined(Region("G3", "grid", "V1"), Today + 1), change);
        var after = Apply(Dated, [change]);
        Assert.Equal("V2", after.On(Today).ParentOf("G3"));
        Assert.Equal("V1", after.On(Today + 1).ParentOf("G3"));
        Assert.Empty(RegionPlan.Changes(after, [Region("G3", "grid", "V1")], Today));
    }

    [Fact]
    public void An_edit_taken_back_on_the_same_day_leaves_the_tree_as_it_was()
    {
        var edited = Apply(Dated, RegionPlan.Changes(Dated, [Region("G3", "grid", "V1")], Today));
        var back = Apply(edited, RegionPlan.Changes(edited, Town, Today));
        Assert.Equal("V2", back.On(Today + 1).ParentOf("G3"));
        Assert.Empty(RegionPlan.Changes(back, Town, Today));
    }

    [Fact]
    public void An_edit_does_not_come_before_one_that_already_waits_for_a_later_day()
    {
        var waiting = Apply(Dated, [Defined(Region("G3", "grid", "V1"), Today + 9)]);
        Assert.Equal(Today + 9, Assert.Single(RegionPlan.Changes(waiting, [Region("G3", "grid", "T")], Today)).FromDate);
    }

    [Fact]
    public void A_grid_that_is_split_gets_its_parts_when_it_stops_being_a_grid()
    {
        Region[] split = [Region("G1", "village", "V1"), Region("G11", "grid", "G1"), Region("G12", "grid", "G1")];
        var after = Apply(Dated, RegionPlan.Changes(Dated, split, Today));
        Assert.Equal(["G1", "G2"], after.On(Today).GridsBelow("V1"));
        Assert.Equal(["G11", "G12", "G2"], after.On(Today + 1).GridsBelow("V1"));
        var third = Assert.Single(RegionPlan.Changes(after, [Region("G13", "grid", "G1")], Today + 50));
        Assert.Equal(Today + 1, third.FromDate);
    }

    [Fact]
    public void A_root_above_the_root_comes_tomorrow()
    {
        var after = Apply(Dated, RegionPlan.Changes(Dated, [Region("C", "county", "", "Asia/Shanghai"), Region("T", "town", "C")], Today));
        Assert.Equal("T", after.On(Today).Root?.Code);
        Assert.Equal("C", after.On(Today + 1).Root?.Code);
    }

    [Theory]
    [InlineData("V1", "grid", "T", "grid_with_children")]
    [InlineData("T", "town", "V1", "cycle")]
    [InlineData("N", "grid", "nowhere", "parent_unknown")]
    [InlineData("N", "town", "N", "cycle")]
    public void Bad_input_is_refused_as_a_whole(string code, string kind, string parent, string error)
    {
        Region[] wanted = [Region("G9", "grid", "V1"), Region(code, kind, parent)];
        Assert.Equal(error, Assert.Throws<RegionTreeException>(() => RegionPlan.Changes(Dated, wanted, Today)).Code);
    }

    [Fact]
    public void One_code_wanted_in_two_ways_is_refused()
    {
        Region[] wanted = [Region("G9", "grid", "V1"), Region("G9", "grid", "V2")];
        Assert.Equal("code_twice", Assert.Throws<RegionTreeException>(() => RegionPlan.Changes(Dated, wanted, Today)).Code);
    }

    [Fact]
    public void A_chain_as_long_as_a_file_is_refused_and_does_not_exhaust_the_stack()
    {
        var chain = Enumerable.Range(0, 20_000).Select(at => Region($"L{at}", "area", $"L{at + 1}")).Append(Region("L20000", "area", "")).ToArray();
        Assert.Equal("too_deep", Assert.Throws<RegionTreeException>(() => RegionPlan.Changes(RegionTree.Empty, chain, Today)).Code);
    }

    [Fact]
    public void Whatever_is_wanted_holds_tomorrow_and_no_known_region_changes_today() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices, Choices, (choices, moves) =>
        {
            // The same regions, hung elsewhere, and some new ones.
            var first = Trees.Of(choices);
            var second = Trees.Of([.. choices.Zip(moves, (choice, move) => choice / 1024 * 1024 + move % 1024), .. choices.Skip(moves.Length), .. moves]);
            var before = From(first);
            var after = Apply(before, RegionPlan.Changes(before, second, Today));
            return second.All(r => r.Equals(after.On(Today + 1).Find(r.Code)))
                && first.All(r => r.Equals(after.On(Today).Find(r.Code)))
                && RegionPlan.Changes(after, second, Today).Count == 0;
        }));

    private static Arbitrary<int[]> Choices { get; } = Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).ToArbitrary();

    private static RegionTree Apply(RegionTree tree, IEnumerable<RegionDefined> changes) => RegionTree.From(tree.Definitions.Concat(changes));
}
