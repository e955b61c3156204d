using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>A withdrawal of before it named the report's own event: its seq is found by the id, earlier in the stream.</summary>
public sealed class WithdrawalUpcaster : IUpcaster<GridEvent>
{
    private readonly Dictionary<Guid, ulong> seqs = [];

    public void Upcast(ulong seq, GridEvent e)
    {
        if (e.Accepted is { } accepted) seqs[ReportIds.FromBytes(accepted.ReportId)] = seq;
        if (e.Withdrawn is { ReportSeq: 0 } withdrawn && seqs.TryGetValue(ReportIds.FromBytes(withdrawn.ReportId), out var counted))
            withdrawn.ReportSeq = counted;
    }
}
