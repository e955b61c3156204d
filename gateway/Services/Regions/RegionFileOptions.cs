using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Gateway.Regions;

/// <summary>How the properties of a region file are called, and what the file leaves out.</summary>
public sealed record RegionFileOptions
{
    /// <summary>The property that holds a region's code. A number is taken as it is written.</summary>
    public string CodeProperty { get; init; } = "code";

    public string NameProperty { get; init; } = "name";

    /// <summary>The property that holds the parent's code, or its name where the parent has no feature.</summary>
    public string ParentProperty { get; init; } = "parent";

    /// <summary>The region above all that name no parent; null where the file itself holds one feature without a parent, the root.</summary>
    public string? RootCode { get; init; }

    /// <summary>The root's name where it has no feature; null takes its code.</summary>
    public string? RootName { get; init; }

    /// <summary>The root's IANA time zone, before what the file says; null leaves that.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether ground among the grids that belongs to none is looked for; it is told, and no fault.</summary>
    public bool Gaps { get; init; }

    /// <summary>The kind of a region that a feature only names as its parent.</summary>
    internal const string KindWithoutFeature = RegionKind.Region;
}
