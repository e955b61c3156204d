using Orleans.Runtime;

namespace RealtimeGov.Grains;

/// <summary>The types of the town's grains, and the journal's streams: one for each grain that decides.</summary>
public static class GrainNames
{
    public const string Grid = "grid";
    public const string Issue = "issue";
    public const string Steward = "steward";
    public const string Region = "region";
    public const string Town = "town";
    public const string Placement = "placement";
    public const string Silo = "silo";
    public const string Person = "person";
    public const string Device = "device";
    public const string Unit = "unit";
    public const string Receipt = "receipt";
    public const string Hook = "hook";
    public const string Release = "release";
    public const string Handover = "handover";
    public const string Programme = "programme";
    public const string Presence = "presence";
    public const string Photo = "photo";
    public const string Displays = "displays";

    /// <summary>The storage of grains whose last writer is right, beside the journal.</summary>
    public const string Records = "records";

    private static readonly GrainType GridType = GrainType.Create(Grid);
    private static readonly GrainType IssueType = GrainType.Create(Issue);
    private static readonly GrainType StewardType = GrainType.Create(Steward);
    private static readonly GrainType SiloType = GrainType.Create(Silo);

    public static GrainId GridId(string code) => GrainId.Create(GridType, code);

    public static GrainId IssueId(string id) => GrainId.Create(IssueType, id);

    public static GrainId StewardId(string id) => GrainId.Create(StewardType, id);

    public static GrainId RegionId(string code) => GrainId.Create(Region, code);

    /// <summary>There is one, and its key is its type.</summary>
    public static GrainId TownId { get; } = GrainId.Create(Town, Town);

    /// <inheritdoc cref="TownId"/>
    public static GrainId PlacementId { get; } = GrainId.Create(Placement, Placement);

    public static bool IsGrid(GrainId grain) => grain.Type == GridType;

    public static bool IsIssue(GrainId grain) => grain.Type == IssueType;

    public static bool IsSteward(GrainId grain) => grain.Type == StewardType;

    /// <summary>True of a silo's own grain, which is keyed by the silo's name.</summary>
    public static bool IsSilo(GrainId grain) => grain.Type == SiloType;

    public static string KeyOf(GrainId grain) => grain.Key.ToString() ?? "";

    /// <summary>The grain's stream in the journal, by which it is also placed where it lives by its key: <c>grid/G1</c>; of a type with one grain the type.</summary>
    public static string StreamOf(GrainId grain)
    {
        var (type, key) = (grain.Type.ToString() ?? "", KeyOf(grain));
        return type == key ? type : $"{type}/{key}";
    }
}
