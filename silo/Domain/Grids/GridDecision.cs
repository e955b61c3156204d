using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What was decided on one report.</summary>
/// <param name="Receipt">What the sender hears once it is durable.</param>
/// <param name="Event">The grid's next event; null when nothing changes.</param>
/// <param name="Content">What may be erased of the report; null when nothing is kept.</param>
/// <param name="Opens">The first event of the issue that the report opens; null when it opens none.</param>
/// <param name="Digest">Of what the report says, kept with the claim of its id; null when nothing changes.</param>
/// <param name="Elsewhere">Not decided: the issue it joins is not open here, and without it the report belongs to another grid.</param>
public sealed record GridDecision(
    ReportReceipt Receipt, GridEvent? Event = null, Content? Content = null, IssueEvent? Opens = null, bool Elsewhere = false,
    byte[]? Digest = null)
{
    public static readonly GridDecision BelongsElsewhere = new(new ReportReceipt(), Elsewhere: true);

    public static GridDecision Only(ReportReceipt receipt) => new(receipt);
}
