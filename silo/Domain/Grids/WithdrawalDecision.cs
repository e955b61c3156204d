using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What was decided on a withdrawal.</summary>
/// <param name="Refused">Empty, or the reason code: then nothing changes.</param>
/// <param name="Event">The grid's next event; null when refused.</param>
public sealed record WithdrawalDecision(string Refused, GridEvent? Event)
{
    public static WithdrawalDecision Refuse(string reason) => new(reason, null);
}
