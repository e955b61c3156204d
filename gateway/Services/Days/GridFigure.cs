using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Days;

/// <summary>One grid's part of a region's day; a trade's part is what its stewards found in that grid.</summary>
public sealed record GridFigure(string Code, string Name, ulong ValidReports, ulong Version)
{
    /// <summary>Every grid below, in the order of the tree, also those that nothing was reported from.</summary>
    public static IReadOnlyList<GridFigure> From(DaySummary summary, TreeOfDay tree)
    {
        // A grid's own summary lists no grids: it is its own.
        if (tree.IsGrid(summary.Region))
            return [new GridFigure(summary.Region, tree.NameOf(summary.Region), summary.Counts?.Valid ?? 0, summary.Version)];
        var known = new Dictionary<string, ChildCount>(StringComparer.Ordinal);
        foreach (var grid in summary.Grids) known[grid.Code] = grid;
        return [.. tree.GridsBelow(summary.Region).Select(code => Of(code, known.GetValueOrDefault(code), tree))];
    }

    private static GridFigure Of(string code, ChildCount? count, TreeOfDay tree) =>
        new(code, tree.NameOf(code), count?.Valid ?? 0, count?.Version ?? 0);
}
