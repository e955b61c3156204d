using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Routing;

public sealed class TownRoutingTests
{
    private static readonly TreeOfDay Tree = RegionTree.From(
    [
        Region("C", "county", ""), Region("T", "town", "C"), Region("V", "village", "T"), Region("G", "grid", "V"), Region("W", "village", "T"), Region("H", "grid", "W"),
    ]).Latest;

    private static readonly Unit[] Units =
    [
        Unit("dividing", "T", divides: true), Unit("water", "T"), Unit("cadres", "V"), Unit("gone", "T", closed: true), Unit("elsewhere", "Q"),
    ];

    [Fact]
    public void Without_a_word_of_the_town_the_place_above_a_grid_holds() =>
        Assert.Equal(new RoutingProposal("V", "T"), TownRouting.Of(Tree, [], new()).Table.Propose("roads", ["G", "V", "T", "C"]));

    [Theory]
    [InlineData("cadres", LoopLevel.Village, "dividing")] // one office divides the town's issues
    [InlineData("V", LoopLevel.Village, "dividing")]
    [InlineData("water", LoopLevel.Town, "C")]
    [InlineData("dividing", LoopLevel.Town, "C")]
    [InlineData("C", LoopLevel.County, "")]
    [InlineData("gone", LoopLevel.Unspecified, "")]
    [InlineData("elsewhere", LoopLevel.Unspecified, "")]
    public void A_unit_has_its_region_s_level_and_stands_below_whoever_divides_above(string unit, LoopLevel level, string upward)
    {
        var table = TownRouting.Of(Tree, Units, new()).Table;
        Assert.Equal((level, upward), (table.LevelOf(unit), table.UpwardOf(unit)));
    }

    [Fact]
    public void A_default_of_the_town_goes_before_what_holds_without_one()
    {
        var settings = new RoutingSettings { Defaults = { new RoutingDefault { Region = "V", LinkingCadres = "cadres", AssignedLeader = "water" } } };
        var table = TownRouting.Of(Tree, Units, settings).Table;
        Assert.Equal(new RoutingProposal("cadres", "water"), table.Propose("roads", ["G", "V", "T", "C"]));
        Assert.Equal(new RoutingProposal("W", "T"), table.Propose("roads", ["H", "W", "T", "C"]));
    }

    [Fact]
    public void What_has_come_to_point_nowhere_is_left_out_and_said()
    {
        var settings = new RoutingSettings
        {
            Rules = { new RoutingRule { Category = "roads", Holder = "gone" }, new RoutingRule { Category = "water", Region = "Q", Holder = "water" }, new RoutingRule { Category = "water", Holder = "water" } },
        };
        var routing = TownRouting.Of(Tree, Units, settings);
        Assert.Equal(2, routing.Ignored.Count);
        Assert.Equal("V", routing.Table.Propose("roads", ["G", "V", "T", "C"]).Holder);
        Assert.Equal("water", routing.Table.Propose("water", ["G", "V", "T", "C"]).Holder);
        Assert.Equal(RoutingFaults.Nowhere, Assert.Throws<RoutingException>(() => TownRouting.Check(Tree, Units, settings)).Code);
    }

    private static Unit Unit(string id, string region, bool divides = false, bool closed = false) =>
        new() { Id = id, Name = id, Kind = "department", Region = region, Divides = divides, Closed = closed };

    private static RegionDefined Region(string code, string kind, string parent) =>
        new() { Region = new Region { Code = code, Name = code, Kind = kind, Parent = parent }, FromDate = LocalDay.Beginning };
}
