using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>A rebalance as HTTP shows it, and takes it back.</summary>
internal sealed record PlanFigures(
    ulong Version, IReadOnlyList<MoveFigure> Moves, IReadOnlyList<LoadFigure> Before, IReadOnlyList<LoadFigure> After,
    double ImbalanceBefore, double ImbalanceAfter)
{
    public static PlanFigures From(RebalancePlan plan) => new(
        plan.Version, [.. plan.Moves.Select(move => new MoveFigure(move.Grid, move.From, move.To, move.Load))],
        [.. plan.Before.Select(LoadFigure.From)], [.. plan.After.Select(LoadFigure.From)], plan.ImbalanceBefore, plan.ImbalanceAfter);

    /// <summary>What applying it needs: the version and the moves. What it predicted is read over.</summary>
    /// <exception cref="StrictJsonException">A field is missing or of another type; it names the field.</exception>
    public static RebalancePlan Read(StrictJsonObject plan)
    {
        var read = new RebalancePlan { Version = plan.GetUInt64("version") };
        foreach (var move in plan.GetObjects("moves", "grid", "from", "to", "load"))
            read.Moves.Add(new PlannedMove { Grid = move.GetString("grid"), From = move.GetString("from"), To = move.GetString("to") });
        return read;
    }
}

internal sealed record MoveFigure(string Grid, string From, string To, double Load);

internal sealed record LoadFigure(string Silo, double Load, uint Grids)
{
    public static LoadFigure From(PredictedLoad load) => new(load.Silo, load.Load, load.Grids);
}
