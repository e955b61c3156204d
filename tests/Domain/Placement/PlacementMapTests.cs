using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Domain.Tests.Placement;

public sealed class PlacementMapTests
{
    [Fact]
    public void A_grid_runs_where_it_is_assigned()
    {
        var map = Maps.Of(3, Maps.Assigned("A", "silo-1"), Maps.Assigned("B", "silo-2", pinned: true), Maps.Assigned("C", "silo-3"));
        Assert.Equal(("silo-1", "silo-2", "silo-3"), (map.SiloOfGrid("A"), map.SiloOfGrid("B"), map.SiloOfGrid("C")));
        Assert.Equal((false, true), (map.IsPinned("A"), map.IsPinned("B")));
        Assert.Equal(3ul, map.Table.Version);
    }

    [Fact]
    public void An_automatic_grid_runs_by_rendezvous_on_its_key()
    {
        var map = Maps.Of(3);
        WeightedSilo[] all = [new("silo-1", 1), new("silo-2", 1), new("silo-3", 1)];
        Assert.All(Maps.Grids(100), grid => Assert.Equal(Rendezvous.Winner($"grid/{grid}", all), map.SiloOfGrid(grid)));
    }

    [Fact]
    public void A_grid_whose_silo_dies_or_drains_runs_as_an_automatic_one_and_returns()
    {
        var table = Maps.Table(Maps.Assigned("A", "silo-1", pinned: true));
        var automatic = Rendezvous.Winner("grid/A", [new("silo-2", 1), new("silo-3", 1)]);
        Assert.Equal(automatic, new PlacementMap(table, [new("silo-1", false), new("silo-2", true), new("silo-3", true)]).SiloOfGrid("A"));
        Assert.Equal(automatic, new PlacementMap(table.With(Maps.Drained("silo-1")), Maps.Live(3)).SiloOfGrid("A"));
        Assert.Equal("silo-1", new PlacementMap(table, Maps.Live(3)).SiloOfGrid("A"));
    }

    [Fact]
    public void A_town_whose_last_other_silo_died_runs_on_the_draining_one_rather_than_not_at_all()
    {
        var table = Maps.Table(Maps.Drained("silo-1"));
        Assert.Equal("silo-1", new PlacementMap(table, [new("silo-1", true), new("silo-2", false)]).SiloOfGrid("A"));
        Assert.Null(new PlacementMap(table, [new("silo-1", false), new("silo-2", false)]).SiloOfGrid("A"));
    }

    [Fact]
    public void Silos_of_earlier_runs_are_known_as_dead()
    {
        var map = new PlacementMap(Maps.Table(Maps.Assigned("A", "old-1"), Maps.Weighed("old-2", 3)), Maps.Live(1));
        Assert.Equal(["old-1", "old-2", "silo-1"], map.Silos);
        Assert.Equal((false, false, true), (map.IsLive("old-1"), map.IsLive("old-2"), map.IsLive("silo-1")));
        Assert.Equal("silo-1", map.SiloOfGrid("A"));
    }

    [Fact]
    public void Two_silos_of_one_name_are_refused() =>
        Assert.Equal("two silos are named silo-1", Assert.Throws<ArgumentException>(() => new PlacementMap(PlacementTable.Empty, [new("silo-1", true), new("silo-1", false)])).Message);

    [Fact]
    public void Weights_shift_what_is_automatic()
    {
        var map = Maps.Of(2, Maps.Weighed("silo-2", 3));
        Assert.InRange(Maps.Grids(4_000).Count(grid => map.SiloOfGrid(grid) == "silo-2"), 2_880, 3_120);
    }
}
