using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What was only recorded - solved on the spot, or nothing needed - belongs to no issue whose steps would review it: somebody looks
/// at it here, and lets it stand or withdraws it.
/// </summary>
public static partial class GridDecider
{
    /// <param name="counted">The report as it is durable; null where this grid never counted it.</param>
    /// <returns>Without an event and without a refusal where somebody had reviewed it before.</returns>
    public static WithdrawalDecision Review(GridState state, ReviewRecorded command, CountedReport? counted)
    {
        var withdrawal = new WithdrawReport { ReportId = command.ReportId, Reviewer = command.Reviewer, Reason = command.Reason, AtUs = command.AtUs };
        if ((command.Withdraw ? FaultOf(withdrawal) : FaultOfReviewer(command.Reviewer)) is { } fault) return WithdrawalDecision.Refuse(fault);
        if (!command.Withdraw && command.Reason.Length > 0) return WithdrawalDecision.Refuse(Reasons.ReasonWithoutWithdrawal);
        if (!ReportIds.TryParse(command.ReportId, out var id)) return WithdrawalDecision.Refuse(Reasons.ReportIdMalformed);
        if (state.Marks.Now(id, counted) is not { } now) return WithdrawalDecision.Refuse(Reasons.ReportUnknown);
        if (now.Outcome != Outcome.Recorded) return WithdrawalDecision.Refuse(Reasons.ReportOfAnIssue);
        if (now.IsWithdrawn) return WithdrawalDecision.Refuse(Reasons.AlreadyWithdrawn);
        if (command.Withdraw) return new WithdrawalDecision("", Withdrawn(id, now, withdrawal));
        return new WithdrawalDecision("", now.IsReviewed ? null : new GridEvent
        {
            Reviewed = new RecordedReviewed
            {
                Report = new ReportReviewed { ReportId = ReportIds.ToBytes(id), ReportSeq = now.Seq, LocalDate = now.LocalDate, Unit = now.Unit },
                Reviewer = command.Reviewer, AtUs = command.AtUs,
            },
        });
    }
}
