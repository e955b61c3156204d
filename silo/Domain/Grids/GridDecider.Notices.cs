using Google.Protobuf;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.GridNotice.KindOneofCase;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What an issue tells its grid: which of its reports were reviewed, declined, restored or belong elsewhere, what happened to it,
/// and whether it takes more of them.
/// </summary>
public static partial class GridDecider
{
    /// <summary>The reports that notices name.</summary>
    public static IEnumerable<ByteString> ReportsOf(IEnumerable<GridNotice> notices) => notices.SelectMany<GridNotice, ByteString>(notice => notice.KindCase switch
    {
        Kind.Declined => notice.Declined.ReportIds,
        Kind.Restored => notice.Restored.ReportIds,
        Kind.Reviewed => notice.Reviewed.ReportIds,
        Kind.OpenReport => [notice.OpenReport.Report.ReportId],
        _ => [],
    }).Distinct();

    /// <summary>The day rows that they may change beside those of the reports.</summary>
    public static IEnumerable<DayKey> DaysOf(IEnumerable<GridNotice> notices, Func<long, int> dayOf) => notices
        .Where(notice => notice.Progressed is not null).SelectMany(notice => Keys(dayOf(notice.Progressed.AtUs), notice.Progressed.Unit));

    /// <summary>
    /// The events that one message of an issue leads to, the last of which says that it was received. What is so already, or counts in
    /// another grid, is left as it is.
    /// </summary>
    /// <param name="message">Its number.</param>
    /// <exception cref="NotSupportedException">A notice of a kind that grids do not take.</exception>
    public static IReadOnlyList<NoticeDecision> TakeNotices(
        GridState state, string issueId, ulong message, IReadOnlyList<GridNotice> notices, NoticeContext context)
    {
        var taking = new NoticeTaking(state, issueId, context);
        foreach (var notice in notices) taking.Take(notice);
        taking.Noticed.Message = message;
        return [.. taking.Decided, new NoticeDecision(new GridEvent { Noticed = taking.Noticed })];
    }

    /// <summary>One message on its way through: what it said first counts for what it says next.</summary>
    private sealed class NoticeTaking(GridState state, string issueId, NoticeContext context)
    {
        private readonly Dictionary<ByteString, CountedReport?> reports = [];
        private ulong opened = state.IssuesOpened;

        public List<NoticeDecision> Decided { get; } = [];

        public IssueNoticed Noticed { get; } = new() { IssueId = issueId, AtUs = context.AtUs };

        public void Take(GridNotice notice)
        {
            switch (notice.KindCase)
            {
                case Kind.Declined: Decline(notice.Declined); break;
                case Kind.Restored: Restore(notice.Restored); break;
                case Kind.Reviewed: Review(notice.Reviewed); break;
                case Kind.Progressed: Progress(notice.Progressed); break;
                case Kind.Left: Noticed.Place = IssuePlace.Left; break;
                case Kind.Returned: Return(notice.Returned); break;
                case Kind.OpenReport: Open(notice.OpenReport); break;
                case Kind.OpenPart: Open(notice.OpenPart); break;
                default: throw new NotSupportedException($"{issueId} tells its grid {notice.KindCase}, which no grid takes");
            }
        }

        private CountedReport? ReportOf(ByteString id) =>
            reports.TryGetValue(id, out var now) ? now : reports[id] = state.Marks.Now(ReportIds.FromBytes(id), context.Counted(id));

        private void Decline(ReportsDeclined declined)
        {
            foreach (var id in declined.ReportIds)
            {
                if (ReportOf(id) is not { } report) continue;
                if (declined.Erase) Noticed.Erased.Add(new ReportErased { ReportId = id, ReportSeq = report.Seq });
                var command = WithdrawalOf(id, declined);
                if (report.IsWithdrawn || FaultOf(command) is not null) continue;
                Decided.Add(new NoticeDecision(Withdrawn(ReportIds.FromBytes(id), report, command)));
                reports[id] = report with { IsWithdrawn = true, IsReviewed = true };
            }
        }

        private WithdrawReport WithdrawalOf(ByteString id, ReportsDeclined declined) => new()
        {
            ReportId = ReportIds.Format(ReportIds.FromBytes(id)),
            Reviewer = declined.Reviewer.Length > 0 ? declined.Reviewer : Unnamed, // declined with the issue that it joined
            Reason = declined.Reason.ToString(),
            AtUs = context.AtUs,
        };

        private void Restore(ReportsRestored restored)
        {
            foreach (var id in restored.ReportIds)
            {
                if (ReportOf(id) is not { IsWithdrawn: true } report) continue;
                Decided.Add(new NoticeDecision(new GridEvent
                {
                    Restored = new ReportRestored
                    {
                        ReportId = id, LocalDate = report.LocalDate, Category = report.Category, Outcome = report.Outcome, Unit = report.Unit,
                        Reviewer = restored.Reviewer.Length > 0 ? restored.Reviewer : Unnamed, AtUs = context.AtUs, ReportSeq = report.Seq, IssueId = report.IssueId,
                    },
                }));
                reports[id] = report with { IsWithdrawn = false, WithdrawnSeq = 0, IsReviewed = true };
            }
        }

        private void Review(ReportsReviewed reviewed)
        {
            Noticed.IsReviewed = true;
            foreach (var id in reviewed.ReportIds)
            {
                if (ReportOf(id) is not { IsWithdrawn: false, IsReviewed: false } report) continue;
                Noticed.Reviewed.Add(new ReportReviewed { ReportId = id, ReportSeq = report.Seq, LocalDate = report.LocalDate, Unit = report.Unit });
                reports[id] = report with { IsReviewed = true };
            }
        }

        private void Progress(IssueProgressed progressed)
        {
            var day = context.DayOf(progressed.AtUs);
            if (Noticed.Progress.FirstOrDefault(one => one.LocalDate == day && one.Unit == progressed.Unit) is not { } progress)
                Noticed.Progress.Add(progress = new DayProgress { LocalDate = day, Unit = progressed.Unit });
            progress.Accepted += progressed.Accepted;
            progress.Answered += progressed.Answered;
            progress.Closed += progressed.Closed;
            progress.ClosedOnTime += progressed.ClosedOnTime;
            progress.YellowCards += progressed.YellowCards;
            progress.RedCards += progressed.RedCards;
        }

        private void Return(IssueReturned returned)
        {
            if (context.Issue is not { } facts) return;
            (Noticed.Place, Noticed.Category) = (IssuePlace.Open, returned.Category);
            (Noticed.ObservedAtUs, Noticed.ReportSeq) = (facts.ObservedAtUs, facts.Seq);
            Noticed.IsReviewed |= returned.Reviewed;
        }

        // Of a report that never counted here nothing can be told: its issue stays as it is.
        private void Open(OpenSplitReport split)
        {
            var id = split.Report.ReportId;
            if (ReportOf(id) is not { } report) return;
            Derive(
                new IssueDerived
                {
                    Category = split.Category, ObservedAtUs = report.ObservedAtUs, ReportId = id, ReportSeq = report.Seq, LocalDate = report.LocalDate,
                    Reviewed = report.IsReviewed, WithdrawnSeq = report.WithdrawnSeq,
                },
                new IssueOpened
                {
                    ReportId = id, Category = split.Category, ObservedAtUs = report.ObservedAtUs, OpenedAtUs = split.Report.ReceivedAtUs, Origin = split.Report.Origin,
                    Unit = split.Report.Unit,
                });
        }

        private void Open(OpenPart part) => Derive(
            new IssueDerived { Category = part.Category, ObservedAtUs = part.ObservedAtUs, Part = part.Number },
            new IssueOpened
            {
                ReportId = part.ReportId, Category = part.Category, ObservedAtUs = part.ObservedAtUs, OpenedAtUs = part.OpenedAtUs, Origin = part.Origin, Unit = part.Unit,
                PartOf = issueId, PartNumber = part.Number,
            });

        private void Derive(IssueDerived derived, IssueOpened first)
        {
            var id = state.IdOf(++opened);
            (derived.IssueId, derived.From, derived.AtUs) = (id, issueId, context.AtUs);
            first.GridCode = state.Code;
            Decided.Add(new NoticeDecision(new GridEvent { Derived = derived }, new IssueEvent { Opened = first }));
        }
    }

    /// <summary>Who reviewed what another issue's decision declined or restored.</summary>
    private const string Unnamed = "system";
}
