using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>A withdrawal of before it named the report's own event and issue: both are found by the id, earlier in the stream.</summary>
public sealed class WithdrawalUpcaster : IUpcaster<GridEvent>
{
    private readonly Dictionary<Guid, (ulong Seq, string IssueId)> reports = [];

    public void Upcast(ulong seq, GridEvent e)
    {
        if (e.Accepted is { } accepted) reports[ReportIds.FromBytes(accepted.ReportId)] = (seq, accepted.IssueId);
        if (e.Withdrawn is not ({ ReportSeq: 0 } or { IssueId.Length: 0 }) || !reports.TryGetValue(ReportIds.FromBytes(e.Withdrawn.ReportId), out var counted)) return;
        (e.Withdrawn.ReportSeq, e.Withdrawn.IssueId) = counted;
    }
}
