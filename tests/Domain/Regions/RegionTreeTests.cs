using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Regions.TownTree;

namespace RealtimeGov.Domain.Tests.Regions;

public sealed class RegionTreeTests
{
    public static TheoryData<string, string, Region> Faults => new()
    {
        { "code_malformed", "", Region("", "village", "T") },
        { "code_malformed", "a.b", Region("a.b", "village", "T") },
        { "code_malformed", "网格", Region("网格", "village", "T") },
        { "code_malformed", new string('a', 33), Region(new string('a', 33), "village", "T") },
        { "kind_missing", "X", Region("X", "", "T") },
        { "time_zone_unknown", "X", Region("X", "village", "T", "Asia/Wuzhen") },
        { "time_zone_unknown", "X", Region("X", "village", "T", "../../etc/hostname") },
        { "time_zone_unknown", "X", Region("X", "village", "T", "right/UTC") },
        { "name_malformed", "X", new Region { Code = "X", Kind = "village", Parent = "T", Name = "a\u202Eb" } },
        { "root_twice", "X", Region("X", "village", "") },
        { "parent_unknown", "X", Region("X", "village", "Y") },
        { "cycle", "X", Region("X", "village", "X") },
        { "grid_with_children", "X", Region("X", "grid", "G1") },
        { "grid_with_children", "X", Region("X", "trade", "G1") },
        { "trade_with_children", "X", Region("X", "grid", "H") },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_makes_no_tree_is_refused_by_name(string code, string region, Region added)
    {
        var refused = Assert.Throws<RegionTreeException>(() => From([.. Town, added]));
        Assert.Equal(code, refused.Code);
        Assert.Equal(region, refused.Region);
        Assert.NotEqual("", refused.MessageZh);
    }

    [Fact]
    public void A_loop_beside_the_root_is_refused()
    {
        Region[] loop = [Region("A", "village", "C"), Region("B", "village", "A"), Region("C", "village", "B"), Region("D", "grid", "B")];
        Assert.Equal("cycle", Assert.Throws<RegionTreeException>(() => From([.. Town, .. loop])).Code);
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("trade")]
    public void The_root_is_above_grids(string kind) =>
        Assert.Equal("root_kind", Assert.Throws<RegionTreeException>(() => From(Region("R", kind, ""))).Code);

    [Theory]
    [InlineData(16, null)]
    [InlineData(17, "too_deep")]
    [InlineData(20_000, "too_deep")]
    public void Depth_is_bounded(int above, string? error)
    {
        var chain = Enumerable.Range(0, above + 1).Select(level => Region($"L{level}", "area", level == 0 ? "" : $"L{level - 1}"));
        var refused = Record.Exception(() => From(chain)) as RegionTreeException;
        Assert.Equal(error, refused?.Code);
    }

    [Fact]
    public void A_tree_whose_every_region_has_a_parent_has_no_root() =>
        Assert.Equal("cycle", Assert.Throws<RegionTreeException>(() => From(Region("A", "town", "B"), Region("B", "town", "A"))).Code);

    [Fact]
    public void Each_day_sees_the_latest_definition_up_to_it()
    {
        var tree = RegionTree.From([.. Town.Select(r => Defined(r)), Defined(Region("G3", "grid", "V1"), 100)]);
        Assert.Equal(["G3"], tree.On(99).GridsBelow("V2"));
        Assert.Empty(tree.On(100).GridsBelow("V2"));
        Assert.Equal(["G1", "G2", "G3"], tree.On(100).GridsBelow("V1"));
        Assert.Same(tree.On(LocalDay.Beginning), tree.On(99));
        Assert.Same(tree.Latest, tree.On(1_000_000));
        Assert.NotSame(tree.On(99), tree.On(100));
    }

    [Fact]
    public void A_later_day_without_a_tree_is_refused_although_today_has_one()
    {
        RegionDefined[] dated = [.. Town.Select(r => Defined(r)), Defined(Region("V1", "grid", "T"), 100)];
        Assert.Equal("grid_with_children", Assert.Throws<RegionTreeException>(() => RegionTree.From(dated)).Code);
    }

    [Fact]
    public void Of_two_definitions_from_one_day_the_later_holds()
    {
        var tree = RegionTree.From([.. Town.Select(r => Defined(r)), Defined(Region("G3", "grid", "V1"), 100), Defined(Region("G3", "grid", "T"), 100)]);
        Assert.Equal("T", tree.On(100).ParentOf("G3"));
    }

    [Fact]
    public void The_day_of_an_instant_is_the_root_s()
    {
        var tree = RegionTree.From([.. Town.Select(r => Defined(r)), Defined(Region("G3", "grid", "V1"), 100)]);
        // Local midnight of day 100 in Shanghai is 16:00 of day 99 in UTC.
        var midnightUs = 100 * Instant.DayUs - 8 * Instant.HourUs;
        Assert.Equal("V2", tree.At(midnightUs - 1).ParentOf("G3"));
        Assert.Equal("V1", tree.At(midnightUs).ParentOf("G3"));
    }
}
