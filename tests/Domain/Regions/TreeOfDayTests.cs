using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Domain.Tests.Regions;

public sealed class TreeOfDayTests
{
    private readonly TreeOfDay tree = TownTree.Tree;

    [Fact]
    public void Regions_come_parents_first_children_by_code() =>
        Assert.Equal(["T", "H", "V1", "G1", "G2", "V2", "G3"], tree.All.Select(r => r.Code));

    [Fact]
    public void Children_are_places_and_trades_are_apart()
    {
        Assert.Equal("T", tree.Root?.Code);
        Assert.Equal(["V1", "V2"], tree.Children("T").Select(r => r.Code));
        Assert.Equal(["H"], tree.Trades.Select(r => r.Code));
        Assert.Empty(tree.Children("G1"));
        Assert.Empty(tree.Children("nowhere"));
    }

    [Theory]
    [InlineData("T", "G1 G2 G3")]
    [InlineData("V1", "G1 G2")]
    [InlineData("V2", "G3")]
    [InlineData("G2", "G2")]
    [InlineData("H", "G1 G2 G3")]
    [InlineData("nowhere", "")]
    public void Grids_below(string code, string grids) => Assert.Equal(grids, string.Join(' ', tree.GridsBelow(code)));

    [Theory]
    [InlineData("T", "Asia/Shanghai")]
    [InlineData("G1", "Asia/Shanghai")]
    [InlineData("G3", "Asia/Urumqi")]
    [InlineData("H", "Asia/Shanghai")]
    [InlineData("nowhere", "Asia/Shanghai")]
    public void The_nearest_zone_holds(string code, string zone) => Assert.Equal(zone, tree.ZoneOf(code).Id);

    [Fact]
    public void A_root_without_zone_is_in_UTC() =>
        Assert.Equal(TimeZoneInfo.Utc, TownTree.From(TownTree.Region("T", "town", "")).Latest.Zone);

    [Fact]
    public void Kinds_and_parents()
    {
        Assert.True(tree.IsGrid("G1"));
        Assert.False(tree.IsGrid("V1"));
        Assert.False(tree.IsGrid("nowhere"));
        Assert.True(tree.IsTrade("H"));
        Assert.False(tree.IsTrade("T"));
        Assert.Equal("V2", tree.ParentOf("G3"));
        Assert.Null(tree.ParentOf("T"));
        Assert.Null(tree.ParentOf("nowhere"));
        Assert.Equal("village", tree.Find("V1")?.Kind);
        Assert.Null(tree.Find("v1"));
        Assert.Equal("Name of V1", tree.NameOf("V1"));
        Assert.Equal("nowhere", tree.NameOf("nowhere"));
    }

    [Fact]
    public void An_empty_tree_answers_everything()
    {
        var empty = RegionTree.Empty.On(0);
        Assert.Null(empty.Root);
        Assert.Empty(empty.All);
        Assert.Empty(empty.GridsBelow("T"));
        Assert.Equal(TimeZoneInfo.Utc, empty.ZoneOf("T"));
    }
}
