using Orleans.Runtime;
using RealtimeGov.Grains.Shell;

namespace RealtimeGov.Cluster.Grains;

/// <summary>Which type of grain is which kind of actor.</summary>
internal static class GrainNames
{
    public const string Grid = "grid";
    public const string Issue = "issue";
    public const string Steward = "steward";
    public const string Region = "region";
    public const string Town = "town";
    public const string Placement = "placement";
    public const string Silo = "silo";

    private static readonly Dictionary<string, ActorKind> Kinds = new(StringComparer.Ordinal)
    {
        [Grid] = ActorKind.Grid,
        [Issue] = ActorKind.Issue,
        [Steward] = ActorKind.Steward,
        [Region] = ActorKind.Region,
        [Town] = ActorKind.Town,
        [Placement] = ActorKind.Placement,
    };

    /// <summary>Null where the grain is a silo's own.</summary>
    public static ActorId? ActorOf(GrainId grain) =>
        Kinds.TryGetValue(grain.Type.ToString() ?? "", out var kind) ? new ActorId(kind, grain.Key.ToString() ?? "") : null;
}
