using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Figures;

/// <summary>Which issues figures are asked of, as they are at the moment asked for.</summary>
/// <param name="Grids">Of the region: where the issue is handled.</param>
/// <param name="Unit">Who works on it, or did last; empty: whoever.</param>
/// <param name="Trade">Whose steward found it; empty: whoever.</param>
/// <param name="Category">A category or its class; empty: every one.</param>
/// <param name="Origin">Unspecified: every one.</param>
public sealed record FigureChoice(IReadOnlySet<string> Grids, string Unit = "", string Trade = "", string Category = "", Origin Origin = Origin.Unspecified)
{
    public bool Has(IssueLife life) =>
        Grids.Contains(life.GridCode)
        && (Unit.Length == 0 || life.Holder == Unit)
        && (Trade.Length == 0 || life.Trade == Trade)
        && (Category.Length == 0 || CategoryNames.From(life.Category).Contains(Category))
        && (Origin == Origin.Unspecified || life.Origin == Origin);
}
