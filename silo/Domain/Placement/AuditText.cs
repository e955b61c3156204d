using System.Globalization;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Placement;

/// <summary>A change of the placement as one line to read: what was done, to what, how it was and how it is.</summary>
public readonly record struct AuditText(string Action, string Subject, string Before, string After)
{
    /// <summary>Moves of a plan that a line spells out; the journal holds all.</summary>
    public const int MovesMax = 20;

    private const string Live = "live";
    private const string Draining = "draining";

    public static AuditText Of(PlacementEvent e) => e.KindCase switch
    {
        PlacementEvent.KindOneofCase.Assigned => new("move", e.Assigned.Grid, Of(e.Assigned.Before), Of(e.Assigned.After)),
        PlacementEvent.KindOneofCase.Drained => new("drain", e.Drained.Silo, Live, Draining),
        PlacementEvent.KindOneofCase.Refilled => new("refill", e.Refilled.Silo, Draining, Live),
        PlacementEvent.KindOneofCase.Weighed => new("weigh", e.Weighed.Silo, Of(e.Weighed.Before), Of(e.Weighed.After)),
        PlacementEvent.KindOneofCase.Applied => new("apply", e.Applied.Moves.Count.ToString(CultureInfo.InvariantCulture),
            Of(e.Applied.Moves, move => move.Before), Of(e.Applied.Moves, move => move.After)),
        _ => throw new InvalidOperationException("placement: an event of a kind this program does not know"),
    };

    private static string Of(Assignment assignment) =>
        assignment.Silo.Length == 0 ? $"automatic ({(assignment.RanOn.Length > 0 ? assignment.RanOn : "nowhere")})"
        : assignment.Pinned ? $"{assignment.Silo}, pinned"
        : assignment.Silo;

    private static string Of(double weight) => weight.ToString(CultureInfo.InvariantCulture);

    private static string Of(IReadOnlyList<GridAssigned> moves, Func<GridAssigned, Assignment> side)
    {
        var spelled = string.Join("; ", moves.Take(MovesMax).Select(move => $"{move.Grid}: {Of(side(move))}"));
        return moves.Count > MovesMax ? $"{spelled}; and {moves.Count - MovesMax} more" : spelled;
    }
}
