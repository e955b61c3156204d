using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.Stewards;
using RealtimeGov.Grains.Town;

namespace RealtimeGov.Grains.Shell;

/// <summary>Which actor: its kind and its key.</summary>
public readonly record struct ActorId(ActorKind Kind, string Key)
{
    public static readonly ActorId Town = new(ActorKind.Town, "town");

    public static readonly ActorId Placement = new(ActorKind.Placement, "placement");

    public static ActorId Grid(string code) => new(ActorKind.Grid, code);

    public static ActorId Issue(string id) => new(ActorKind.Issue, id);

    public static ActorId Steward(string id) => new(ActorKind.Steward, id);

    public static ActorId Region(string code) => new(ActorKind.Region, code);

    /// <summary>The actor, asleep until its first message.</summary>
    public IActor Make(Silo silo) => Kind switch
    {
        ActorKind.Town => new TownActor(silo),
        ActorKind.Placement => new PlacementActor(silo),
        ActorKind.Grid => new GridActor(Key, silo),
        ActorKind.Issue => new IssueActor(Key, silo),
        ActorKind.Steward => new StewardActor(Key, silo),
        ActorKind.Region => new RegionActor(Key, silo),
        _ => throw new InvalidOperationException($"no actor of kind {Kind}"),
    };
}

public enum ActorKind
{
    Town,
    Placement,
    Grid,
    Issue,
    Steward,
    Region,
}
