using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What was decided on a withdrawal, or on a review that lets a report stand.</summary>
/// <param name="Refused">Empty, or the reason code: then nothing changes.</param>
/// <param name="Event">The grid's next event; null when refused, and where it is so already.</param>
public sealed record WithdrawalDecision(string Refused, GridEvent? Event)
{
    public static WithdrawalDecision Refuse(string reason) => new(reason, null);
}
