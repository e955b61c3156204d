using RealtimeGov.Grains.Placement;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Cluster;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Grains.Tests.Placement;

public sealed class LocationsTests
{
    private static readonly Roster Stewards = Roster.From([new Steward { Id = "S-1", HomeGrid = "G1" }, new Steward { Id = "S-2" }]);

    [Fact]
    public void Issues_and_stewards_live_with_their_grid()
    {
        foreach (var silo in new[] { "silo-1", "silo-2", "silo-3" })
            foreach (var id in new[] { GrainNames.GridId("G1"), GrainNames.IssueId("G1.17"), GrainNames.StewardId("S-1") })
                Assert.Equal(silo, Locations.Locate(id, Map(("G1", silo)), Stewards));
    }

    [Fact]
    public void Whoever_has_no_grid_lives_by_its_key()
    {
        var map = Map();
        Assert.Equal(
            [map.SiloOf("town"), map.SiloOf("placement"), map.SiloOf("region/V1"), map.SiloOf("steward/S-2"), map.SiloOf("steward/nobody"), map.SiloOf("issue/odd")],
            new[] { GrainNames.TownId, GrainNames.PlacementId, GrainNames.RegionId("V1"), GrainNames.StewardId("S-2"), GrainNames.StewardId("nobody"), GrainNames.IssueId("odd") }
                .Select(id => Locations.Locate(id, map, Stewards)));
        Assert.Null(Locations.Locate(GrainNames.TownId, new PlacementMap(PlacementTable.Empty, []), Stewards));
    }

    [Fact]
    public void Only_reassigned_grids_need_be_looked_at_unless_the_silos_changed()
    {
        var (before, after) = (Map(("G1", "silo-1"), ("G2", "silo-2"), ("G3", "silo-3")), Map(("G1", "silo-1"), ("G2", "silo-3"), ("G4", "silo-1")));
        Assert.Equal(["G2", "G3", "G4"], after.ReassignedSince(before)!.Order());
        Assert.Null(new PlacementMap(after.Table, [.. before.Members.Skip(1)]).ReassignedSince(before));
        var heavier = before.Table.With(new PlacementEvent { Weighed = new SiloWeighed { Silo = "silo-1", After = 2 } });
        Assert.Null(new PlacementMap(heavier, before.Members).ReassignedSince(before));
    }

    [Fact]
    public void One_silo_is_the_default_of_a_process_and_eight_the_most() =>
        Assert.Equal((1, 8), (new ProcessSilosOptions().Silos, ProcessSilosOptions.SilosMax));

    private static PlacementMap Map(params (string Grid, string Silo)[] assigned) => new(
        assigned.Aggregate(PlacementTable.Empty, (table, a) => table.With(new PlacementEvent
        {
            Assigned = new GridAssigned { Grid = a.Grid, After = new Assignment { Silo = a.Silo } },
        })), [new Member("silo-1", true), new Member("silo-2", true), new Member("silo-3", true)]);
}
