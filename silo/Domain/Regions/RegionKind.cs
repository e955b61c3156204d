namespace RealtimeGov.Domain.Regions;

/// <summary>The two kinds that mean something to the counts; any other (town, village, community...) is a place above grids.</summary>
public static class RegionKind
{
    /// <summary>The smallest place: it handles issues and has nothing below it.</summary>
    public const string Grid = "grid";

    /// <summary>A unit of stewards across places: it counts what they find, and is left out of its parent's sum.</summary>
    public const string Trade = "trade";

    /// <summary>A place whose kind nobody told.</summary>
    public const string Region = "region";

    internal static bool IsLeaf(string kind) => kind is Grid or Trade;
}
