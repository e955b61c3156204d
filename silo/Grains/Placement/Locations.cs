using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Stewards;

namespace RealtimeGov.Grains.Placement;

/// <summary>The one rule of where an actor lives, for every engine.</summary>
public static class Locations
{
    /// <summary>
    /// A grid where the placement says, an issue with its grid, a steward with its home grid; all others by rendezvous on
    /// their key. Null while no silo lives.
    /// </summary>
    public static string? Locate(ActorId id, PlacementMap map, Roster stewards) =>
        GridOf(id, stewards) is { } grid ? map.SiloOfGrid(grid) : map.SiloOf(KeyOf(id));

    /// <summary>The grid that the actor lives with; null where it lives by its key.</summary>
    public static string? GridOf(ActorId id, Roster stewards) => id.Kind switch
    {
        ActorKind.Grid => id.Key,
        ActorKind.Issue => IssueId.TryParse(id.Key, out var issue) ? issue.GridCode : null,
        ActorKind.Steward => stewards.Find(id.Key)?.HomeGrid is { Length: > 0 } home ? home : null,
        _ => null,
    };

    private static string KeyOf(ActorId id) => id.Kind switch
    {
        ActorKind.Issue => StreamNames.Issue(id.Key),
        ActorKind.Steward => StreamNames.Steward(id.Key),
        ActorKind.Region => $"region/{id.Key}",
        _ => id.Key,
    };
}
