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
    public static IEnumerable<DayKey> DaysTouchedBy(CountedReport counted) => Keys(counted.LocalDate, counted.Unit);

    /// <summary>The day rows that an event changes.</summary>
    public static IEnumerable<DayKey> DaysTouchedBy(GridEvent e)
    {
        switch (e.KindCase)
        {
            case GridEvent.KindOneofCase.Accepted: return Keys(e.Accepted.LocalDate, e.Accepted.Unit);
            case GridEvent.KindOneofCase.Refused: return Keys(e.Refused.LocalDate, "");
            case GridEvent.KindOneofCase.Withdrawn: return Keys(e.Withdrawn.LocalDate, e.Withdrawn.Unit);
            case GridEvent.KindOneofCase.Restored: return Keys(e.Restored.LocalDate, e.Restored.Unit);
            case GridEvent.KindOneofCase.Derived: return [];
            case GridEvent.KindOneofCase.Reviewed: return Keys(e.Reviewed.Report.LocalDate, e.Reviewed.Report.Unit);
            case GridEvent.KindOneofCase.Noticed:
                return e.Noticed.Reviewed.SelectMany(report => Keys(report.LocalDate, report.Unit))
                    .Concat(e.Noticed.Progress.SelectMany(progress => Keys(progress.LocalDate, progress.Unit)));
            default: throw new InvalidOperationException("an event of a kind this program does not know");
        }
    }

    internal static IEnumerable<DayKey> Keys(int date, string unit)
    {
        yield return DayKey.Place(date);
        if (unit.Length > 0) yield return new DayKey(date, unit);
    }

    /// <param name="counted">The report as it is durable; null where this grid never counted it.</param>
    public static WithdrawalDecision Withdraw(GridState state, WithdrawReport command, CountedReport? counted)
    {
        if (FaultOf(command) is { } fault) return WithdrawalDecision.Refuse(fault);
        if (!ReportIds.TryParse(command.ReportId, out var id)) return WithdrawalDecision.Refuse(Reasons.ReportIdMalformed);
        if (state.Marks.Now(id, counted) is not { } now) return WithdrawalDecision.Refuse(Reasons.ReportUnknown);
        return now.IsWithdrawn ? WithdrawalDecision.Refuse(Reasons.AlreadyWithdrawn) : new WithdrawalDecision("", Withdrawn(id, now, command));
    }

    private static GridEvent Withdrawn(Guid id, CountedReport counted, WithdrawReport command) => new()
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
            IssueId = counted.IssueId,
            Reviewed = counted.IsReviewed,
        },
    };

    private static string? FaultOf(WithdrawReport command)
    {
        if (FaultOfReviewer(command.Reviewer) is { } fault) return fault;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Reasons.WithdrawalReasonMissing;
        return Printable.Is(command.Reason, WithdrawalReasonMax) ? null : Reasons.WithdrawalReasonMalformed;
    }

    private static string? FaultOfReviewer(string reviewer) =>
        string.IsNullOrWhiteSpace(reviewer) ? Reasons.ReviewerMissing : Printable.Is(reviewer, ReviewerMax) ? null : Reasons.ReviewerMalformed;
}
