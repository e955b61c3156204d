using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>A count falls by this alone: a named reviewer declines a report, and says why.</summary>
public static partial class GridDecider
{
    /// <summary>Unicode characters of a reviewer's name at most.</summary>
    public const int ReviewerMax = 64;

    /// <summary>Unicode characters of a reason at most.</summary>
    public const int WithdrawalReasonMax = 500;

    /// <summary>The day rows that a withdrawal touches: they must be open before it is decided on.</summary>
    public static IEnumerable<DayKey> DaysTouchedBy(CountedReport counted)
    {
        yield return DayKey.Place(counted.LocalDate);
        if (counted.Unit.Length > 0) yield return new DayKey(counted.LocalDate, counted.Unit);
    }

    /// <summary>The day rows that an event changes.</summary>
    public static IEnumerable<DayKey> DaysTouchedBy(GridEvent e)
    {
        if (e.KindCase == GridEvent.KindOneofCase.Noticed) yield break;
        var (date, unit) = e.KindCase switch
        {
            GridEvent.KindOneofCase.Accepted => (e.Accepted.LocalDate, e.Accepted.Unit),
            GridEvent.KindOneofCase.Refused => (e.Refused.LocalDate, ""),
            GridEvent.KindOneofCase.Withdrawn => (e.Withdrawn.LocalDate, e.Withdrawn.Unit),
            _ => throw new InvalidOperationException("an event of a kind this program does not know"),
        };
        yield return DayKey.Place(date);
        if (unit.Length > 0) yield return new DayKey(date, unit);
    }

    /// <param name="counted">The report as it is durable; null where this grid never counted it.</param>
    public static WithdrawalDecision Withdraw(GridState state, WithdrawReport command, CountedReport? counted)
    {
        if (FaultOf(command) is { } fault) return WithdrawalDecision.Refuse(fault);
        if (!ReportIds.TryParse(command.ReportId, out var id)) return WithdrawalDecision.Refuse(Reasons.ReportIdMalformed);
        if (counted is null) return WithdrawalDecision.Refuse(Reasons.ReportUnknown);
        // The state knows of those that are not durable yet, the store of those that the state has forgotten.
        if (counted.IsWithdrawn || state.Withdrawn.TryGet(id, out _)) return WithdrawalDecision.Refuse(Reasons.AlreadyWithdrawn);
        return new WithdrawalDecision("", new GridEvent
        {
            Withdrawn = new ReportWithdrawn
            {
                ReportId = ReportIds.ToBytes(id),
                LocalDate = counted.LocalDate,
                Category = counted.Category,
                Outcome = counted.Outcome,
                Unit = counted.Unit,
                Reviewer = command.Reviewer,
                Reason = command.Reason,
                AtUs = command.AtUs,
                ReportSeq = counted.Seq,
            },
        });
    }

    private static string? FaultOf(WithdrawReport command)
    {
        if (string.IsNullOrWhiteSpace(command.Reviewer)) return Reasons.ReviewerMissing;
        if (!Printable.Is(command.Reviewer, ReviewerMax)) return Reasons.ReviewerMalformed;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Reasons.WithdrawalReasonMissing;
        return Printable.Is(command.Reason, WithdrawalReasonMax) ? null : Reasons.WithdrawalReasonMalformed;
    }
}
