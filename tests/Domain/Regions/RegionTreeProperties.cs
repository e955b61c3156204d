using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Regions;

public sealed class RegionTreeProperties
{
    [Fact]
    public void A_place_s_grids_are_its_children_s_together() => Check.QuickThrowOnFailure(Prop.ForAll(Trees.Arbitrary, regions =>
    {
        var tree = TownTree.From(regions).Latest;
        return tree.All.Where(r => r.Kind is not ("grid" or "trade")).All(r =>
            tree.GridsBelow(r.Code).SequenceEqual(tree.Children(r.Code).SelectMany(child => tree.GridsBelow(child.Code))));
    }));

    [Fact]
    public void Every_grid_is_below_the_root_once_and_every_trade_sees_all() => Check.QuickThrowOnFailure(Prop.ForAll(Trees.Arbitrary, regions =>
    {
        var tree = TownTree.From(regions).Latest;
        var grids = regions.Where(r => r.Kind == "grid").Select(r => r.Code).Order().ToArray();
        return tree.GridsBelow("R0").Order().SequenceEqual(grids)
            && tree.Trades.All(t => tree.GridsBelow(t.Code).SequenceEqual(tree.Grids));
    }));

    [Fact]
    public void Parents_come_first_and_zones_come_from_above() => Check.QuickThrowOnFailure(Prop.ForAll(Trees.Arbitrary, regions =>
    {
        var tree = TownTree.From(regions).Latest;
        var seen = new HashSet<string> { "" };
        return tree.All.Count == regions.Length
            && tree.All.All(r => seen.Contains(r.Parent) && seen.Add(r.Code) && tree.ZoneOf(r.Code).Id == ZoneOf(r, regions));
    }));

    [Fact]
    public void The_order_of_definitions_of_different_codes_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(Trees.Arbitrary, regions =>
        TownTree.From(regions).Latest.All.SequenceEqual(TownTree.From(regions.Reverse()).Latest.All)));

    [Fact]
    public void Each_day_holds_what_a_search_through_all_definitions_finds() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.ArrayOf(Gen.Choose(1, 5)).ToArbitrary(), days =>
        {
            // One grid, moved from village to village on arbitrary days.
            var moves = days.Select((day, at) => TownTree.Defined(TownTree.Region("G1", "grid", at % 2 == 0 ? "V2" : "V1"), day)).ToArray();
            RegionDefined[] all = [.. TownTree.Town.Select(r => TownTree.Defined(r)), .. moves];
            var tree = RegionTree.From(all);
            return Enumerable.Range(0, 7).All(day =>
                tree.On(day).ParentOf("G1") == all.Where(d => d.Region.Code == "G1" && d.FromDate <= day)
                    .Aggregate((best, next) => next.FromDate >= best.FromDate ? next : best).Region.Parent);
        }));

    private static string ZoneOf(Region region, Region[] all)
    {
        while (region.TimeZone.Length == 0) region = all.Single(r => r.Code == region.Parent);
        return region.TimeZone;
    }
}
