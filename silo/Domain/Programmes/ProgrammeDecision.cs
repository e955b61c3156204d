using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>What an act leads to.</summary>
/// <param name="Events">In order; none where it is refused, or so already.</param>
/// <param name="Refused">Empty, or a code of <see cref="ProgrammeRefusals"/> or of the kind.</param>
/// <param name="Detail">What is refused and what would do, for a person.</param>
public sealed record ProgrammeDecision(IReadOnlyList<ProgrammeEvent> Events, string Refused = "", string Detail = "")
{
    /// <summary>It is so already.</summary>
    public static ProgrammeDecision Unchanged { get; } = new([]);

    public static ProgrammeDecision Of(params IReadOnlyList<ProgrammeEvent> events) => new(events);

    public static ProgrammeDecision Refuse(string code, string detail) => new([], code, detail);
}
