namespace RealtimeGov.Gateway.Regions;

/// <summary>A place in a region file; what is not known is null.</summary>
/// <param name="Line">From 1; where it concerns a feature, the line on which the feature starts.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Feature">The feature's index, from 0.</param>
/// <param name="Property">The property, or <c>geometry</c>.</param>
public readonly record struct RegionFilePlace(int? Line = null, int? Column = null, int? Feature = null, string? Property = null)
{
    /// <summary>The whole file.</summary>
    public static RegionFilePlace File => default;

    internal string TextZh
    {
        get
        {
            var path = Path is null ? "" : $" {Path}";
            return Line is null ? path : $"第 {Line} 行第 {Column} 列{path}";
        }
    }

    private string? Path => (Feature, Property) switch
    {
        (null, null) => null,
        (null, { } property) => property,
        ({ } feature, null) => $"features[{feature}]",
        ({ } feature, { } property) => $"features[{feature}].{property}",
    };

    public override string ToString()
    {
        var path = Path is null ? "" : $" {Path}";
        return Line is null ? path : $" line {Line}, column {Column}{path}";
    }
}
