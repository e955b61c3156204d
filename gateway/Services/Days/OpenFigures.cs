using RealtimeGov.Domain.Regions;

namespace RealtimeGov.Gateway.Days;

/// <summary>The issues open now below a region, and below each of its children.</summary>
internal sealed record OpenFigures(string Region, ulong OpenIssues, IReadOnlyList<OpenChild> Children)
{
    /// <param name="openByGrid">Of the whole town; issues of grids that are not in the tree any more are left out.</param>
    public static OpenFigures From(string region, TreeOfDay tree, IReadOnlyDictionary<string, ulong> openByGrid) => new(
        region, Below(region, tree, openByGrid),
        [.. tree.Children(region).Select(child => new OpenChild(child.Code, tree.NameOf(child.Code), Below(child.Code, tree, openByGrid)))]);

    private static ulong Below(string region, TreeOfDay tree, IReadOnlyDictionary<string, ulong> openByGrid)
    {
        var sum = 0ul;
        foreach (var grid in tree.GridsBelow(region)) sum += openByGrid.GetValueOrDefault(grid);
        return sum;
    }
}

internal sealed record OpenChild(string Code, string Name, ulong OpenIssues);
