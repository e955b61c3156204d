using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Placement;

/// <summary>Placements to decide on.</summary>
internal static class Maps
{
    public static Member[] Live(int silos) => [.. Enumerable.Range(1, silos).Select(n => new Member($"silo-{n}", true))];

    public static PlacementMap Of(int silos, params PlacementEvent[] events) => new(Table(events), Live(silos));

    public static PlacementTable Table(params PlacementEvent[] events) => events.Aggregate(PlacementTable.Empty, (table, e) => table.With(e));

    public static PlacementEvent Assigned(string grid, string silo, bool pinned = false) =>
        new() { Assigned = new GridAssigned { Grid = grid, Before = new Assignment(), After = new Assignment { Silo = silo, Pinned = pinned } } };

    public static PlacementEvent Drained(string silo) => new() { Drained = new SiloDrained { Silo = silo } };

    public static PlacementEvent Weighed(string silo, double weight) => new() { Weighed = new SiloWeighed { Silo = silo, Before = 1, After = weight } };

    /// <summary>Grid codes as towns give them: long, and alike but for the end.</summary>
    public static string[] Grids(int count) => [.. Enumerable.Range(1, count).Select(n => $"330483100{n:000000}")];

    /// <summary>A town of 2 to 6 silos with weights and loads, some grids pinned, each somewhere.</summary>
    public static Arbitrary<(PlacementMap Map, LoadedGrid[] Grids)> Loaded(int heaviest) => (
        from silos in Gen.Choose(2, 6)
        from weights in Gen.Choose(1, 8).ArrayOf(silos)
        from drained in Gen.Choose(0, 3 * silos)
        from grids in (from silo in Gen.Choose(1, silos) from load in Gen.Choose(1, heaviest) from pin in Gen.Choose(0, 9) select (silo, load, pin)).ArrayOf()
        select Build(silos, weights, drained, grids)).ToArbitrary();

    /// <summary>One of 2 or 3 silos, all of which take grids, and of up to 8 grids.</summary>
    public static (PlacementMap Map, LoadedGrid[] Grids) Small(Random random)
    {
        var silos = random.Next(2, 4);
        int[] weights = [.. Enumerable.Range(0, silos).Select(_ => random.Next(1, 3))];
        return Build(silos, weights, 0, [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (random.Next(1, silos + 1), random.Next(1, 10), random.Next(10)))]);
    }

    private static (PlacementMap Map, LoadedGrid[] Grids) Build(int silos, int[] weights, int drained, (int Silo, int Load, int Pin)[] grids)
    {
        var events = weights.Select((weight, at) => Weighed($"silo-{at + 1}", weight / 2.0)).ToList();
        if (drained >= 1 && drained <= silos) events.Add(Drained($"silo-{drained}"));
        events.AddRange(grids.Select((grid, at) => Assigned($"G{at}", $"silo-{grid.Silo}", grid.Pin == 0)));
        var map = Of(silos, [.. events]);
        return (map, [.. grids.Select((grid, at) => new LoadedGrid($"G{at}", map.SiloOfGrid($"G{at}"), map.IsPinned($"G{at}"), grid.Load))]);
    }
}
