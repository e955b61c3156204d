using Orleans.Runtime;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;

namespace RealtimeGov.Grains.Placement;

/// <summary>The one rule of where a grain lives.</summary>
public static class Locations
{
    /// <summary>
    /// A grid where the placement says, an issue with its grid, a steward with its home grid; all others by rendezvous on
    /// their key. Null while no silo lives.
    /// </summary>
    public static string? Locate(GrainId grain, PlacementMap map, Roster stewards) =>
        GridOf(grain, stewards) is { } grid ? map.SiloOfGrid(grid) : map.SiloOf(GrainNames.StreamOf(grain));

    /// <summary>The grid that the grain lives with; null where it lives by its key.</summary>
    public static string? GridOf(GrainId grain, Roster stewards)
    {
        if (GrainNames.IsGrid(grain)) return GrainNames.KeyOf(grain);
        if (GrainNames.IsIssue(grain)) return IssueId.TryParse(GrainNames.KeyOf(grain), out var issue) ? issue.GridCode : null;
        if (GrainNames.IsSteward(grain)) return stewards.Find(GrainNames.KeyOf(grain))?.HomeGrid is { Length: > 0 } home ? home : null;
        return null;
    }
}
