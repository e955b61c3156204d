using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>A region file that can be used.</summary>
/// <param name="Regions">One whole tree, parents before children, geometries in WGS84.</param>
/// <param name="Notes">What is worth a look, and no fault: slivers, and gaps where they were asked for.</param>
public sealed record RegionMap(IReadOnlyList<Region> Regions, IReadOnlyList<string> Notes)
{
    /// <summary>Of each kind; what more there is, is counted.</summary>
    public const int NotesMax = 20;

    /// <summary>What the grids are to one another: faults where a position could not be answered, else notes.</summary>
    internal static (IReadOnlyList<RegionFault> Faults, IReadOnlyList<string> Notes) Look(IEnumerable<RegionFeature> features, bool withGaps)
    {
        GridArea[] grids =
        [
            .. features.Where(feature => feature.Region.Kind == RegionKind.Grid && feature.Area.Length > 0)
                .Select(feature => new GridArea(feature.Index, feature.Region.Code, feature.Area)),
        ];
        var map = new AreaMap(grids);
        var shared = map.Shared();
        var faults = SwappedCoordinates.Among(grids).Select(Exchanged)
            .Concat(shared.Where(IsUnanswerable).Select(RegionFileError.Overlapping));
        var notes = Bounded("overlaps", [.. shared.Where(ground => !IsUnanswerable(ground)).Select(Noted)])
            .Concat(withGaps ? Bounded("gaps", [.. map.Gaps().Select(Noted)], "no gap among the grids") : []);
        return ([.. faults], [.. notes]);
    }

    // Two parts of one grid that share ground are one area all the same.
    private static bool IsUnanswerable(SharedGround ground) => !ground.IsSliver && ground.One != ground.Other;

    private static RegionFault Exchanged(GridArea grid) => RegionFileError.Of(
        RegionFileError.Swapped, new RegionFilePlace(Feature: grid.Feature, Property: "geometry"), grid.Code,
        where: grid.Polygons[0].EnvelopeInternal.Centre).Faults[0];

    private static string Noted(SharedGround ground) => ground.One == ground.Other
        ? $"{ground.One.Code} has {RegionFileError.M2(ground.AreaM2)} m2 twice, at {RegionFileError.At(ground.Place).English}: they count as one area"
        : $"{ground.One.Code} and {ground.Other.Code} overlap by a sliver of {RegionFileError.M2(ground.AreaM2)} m2 at {RegionFileError.At(ground.Place).English}: it belongs to the smaller code";

    private static string Noted(Gap gap) => $"a gap of {RegionFileError.M2(gap.AreaM2)} m2 at {RegionFileError.At(gap.Place).English} belongs to no grid";

    private static IEnumerable<string> Bounded(string kind, IReadOnlyList<string> notes, string? none = null)
    {
        if (notes.Count == 0 && none is not null) return [none];
        return notes.Count <= NotesMax ? notes : notes.Take(NotesMax).Append($"and {notes.Count - NotesMax} more {kind}");
    }
}
