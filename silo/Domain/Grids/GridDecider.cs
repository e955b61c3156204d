using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>Decides on one report: state and command in, receipt and events out. It changes nothing.</summary>
public static partial class GridDecider
{
    /// <summary>The day rows that a report may touch: they must be open before it is decided on.</summary>
    public static IEnumerable<DayKey> DaysTouchedBy(ReportCheck check)
    {
        yield return DayKey.Place(check.Time.Day);
        if (check.Unit.Length > 0) yield return new DayKey(check.Time.Day, check.Unit);
    }

    /// <summary>What its decision will look for; null where nearness does not matter.</summary>
    public static NearSearch? SearchOf(RoutedReport routed, in ReportCheck check, in GridContext context)
    {
        if (check.Fault is not null) return null;
        var category = context.Categories.Counted(routed.Report.Category);
        return LooksAround(routed.Report, category) ? new NearSearch(category, check.Time.ObservedAtUs, context.Categories.NearnessOf(category).WithinUs) : null;
    }

    public static GridDecision Decide(GridState state, RoutedReport routed, in ReportCheck check, in GridContext context)
    {
        var report = routed.Report;
        if (!ReportIds.TryParse(report.ReportId, out var id))
            return GridDecision.Only(Receipt(report, Outcome.Invalid, reason: Reasons.ReportIdMalformed, grid: state.Code));
        if (state.Known.TryGet(id, out var known))
            return GridDecision.Only(Again(
                report, known.ContentMark != 0 && known.ContentMark != ContentDigest.MarkOf(ContentDigest.Of(report)), SenderMark.IsOther(known.Sender, SenderMark.Of(context.Sender)),
                state.IdOf(known.Issue), state.Code));
        if (context.ClaimedElsewhere.TryGetValue(id, out var first) && !first.Refused)
            return GridDecision.Only(Again(
                report, first.Digest is { Length: > 0 } digest && !digest.AsSpan().SequenceEqual(ContentDigest.Of(report)), SenderMark.IsOther(SenderMark.Of(first.Sender ?? ""), SenderMark.Of(context.Sender)),
                first.IssueId, first.Grid));
        if (check.Fault is not null) return Refuse(state, report, id, check, context);

        var joins = report.JoinsIssueId.Length > 0 && state.Issues.Contains(state.FindNumber(report.JoinsIssueId));
        if (report.JoinsIssueId.Length > 0 && !joins && routed.Otherwise.Length > 0 && routed.Otherwise != state.Code)
            return GridDecision.BelongsElsewhere;
        return Accept(state, routed, id, check, joins, context);
    }

    private static GridDecision Accept(GridState state, RoutedReport routed, Guid id, in ReportCheck check, bool joins, in GridContext context)
    {
        var time = check.Time;
        var report = routed.Report;
        var category = context.Categories.Counted(report.Category);
        var near = joins ? [] : NearIssues(state, report, category, time.ObservedAtUs, context);
        var (outcome, issueId) = Outcomes(state, report, category, joins, near, context);
        if (outcome == Outcome.Opened) near = WithOthers(state, routed, time.ObservedAtUs, near);
        var digest = ContentDigest.Of(report);
        var accepted = new ReportAccepted
        {
            ReportId = ReportIds.ToBytes(id),
            LocalDate = time.Day,
            Category = category,
            Outcome = outcome,
            IssueId = issueId,
            Unit = check.Unit,
            Origin = report.Origin,
            Disposition = report.Disposition,
            ObservedAtUs = time.ObservedAtUs,
            ReceivedAtUs = context.ReceivedAtUs,
            ClockOffsetMs = time.ClockOffsetMs,
            PlaceUnsure = routed.PlaceUnsure && !joins,
            Note = Notes(routed, category, time, joins, isNear: outcome == Outcome.Opened && near.Count > 0, context),
            ContentMark = ContentDigest.MarkOf(digest),
            Reviewed = outcome == Outcome.Joined && state.Issues.IsReviewed(state.FindNumber(issueId)),
            SenderMark = SenderMark.Of(context.Sender),
        };
        if (outcome == Outcome.Opened) accepted.PossibleDuplicates.AddRange(near);
        return new GridDecision(
            Valid(report, accepted, state.Code, time),
            new GridEvent { Accepted = accepted },
            Contents.Of(report, category, state.Code),
            outcome == Outcome.Opened ? Opening(accepted, state.Code) : null,
            Digest: digest);
    }

    /// <summary>Beside what is near here: what the same sender said minutes ago, and what lies over the border.</summary>
    private static IReadOnlyList<string> WithOthers(GridState state, RoutedReport routed, long observedAtUs, IReadOnlyList<string> near)
    {
        var said = state.Words.Find(routed.Report, observedAtUs);
        if (routed.NearElsewhere.Count == 0 && (said == 0 || !state.Issues.Contains(said))) return near;
        IEnumerable<string> saidBefore = said != 0 && state.Issues.Contains(said) ? [state.IdOf(said)] : [];
        return [.. near.Concat(saidBefore).Concat(routed.NearElsewhere).Distinct(StringComparer.Ordinal).Take(NearIndex.SuggestionsMax)];
    }

    private static (Outcome Outcome, string IssueId) Outcomes(
        GridState state, Report report, string category, bool joins, IReadOnlyList<string> near, in GridContext context)
    {
        if (joins) return (Outcome.Joined, report.JoinsIssueId);
        if (report.Disposition != Disposition.Handle) return (Outcome.Recorded, "");
        if (near.Count > 0 && context.Categories.NearnessOf(category).JoinsByItself) return (Outcome.Joined, near[0]);
        return (Outcome.Opened, state.IdOf(state.IssuesOpened + 1));
    }

    private static IReadOnlyList<string> NearIssues(GridState state, Report report, string category, long observedAtUs, in GridContext context) =>
        LooksAround(report, category)
            ? [.. state.Issues.Near(category, observedAtUs, report.Location.Latitude, report.Location.Longitude, context.Categories.NearnessOf(category)).Select(state.IdOf)]
            : [];

    private static bool LooksAround(Report report, string category) =>
        report.Location is not null && report.Disposition == Disposition.Handle && category != Categories.Unclassified;

    private static GridDecision Refuse(GridState state, Report report, Guid id, in ReportCheck check, in GridContext context)
    {
        var receipt = Receipt(report, Outcome.Invalid, reason: check.Fault!, grid: state.Code);
        var counted = state.Refused.TryGet(id, out _) || context.ClaimedElsewhere.ContainsKey(id);
        return counted ? GridDecision.Only(receipt) : new GridDecision(receipt, new GridEvent
        {
            Refused = new ReportRefused
            {
                ReportId = ReportIds.ToBytes(id),
                LocalDate = check.Time.Day,
                Reason = check.Fault,
                ReceivedAtUs = context.ReceivedAtUs,
            },
        });
    }

    private static IssueEvent Opening(ReportAccepted e, string grid)
    {
        var opened = new IssueOpened
        {
            GridCode = grid,
            Category = e.Category,
            ReportId = e.ReportId,
            ObservedAtUs = e.ObservedAtUs,
            OpenedAtUs = e.ReceivedAtUs,
            PlaceUnsure = e.PlaceUnsure,
            Origin = e.Origin,
            Unit = e.Unit,
        };
        opened.PossibleDuplicates.AddRange(e.PossibleDuplicates);
        return new IssueEvent { Opened = opened };
    }

    private static string Notes(RoutedReport routed, string category, ReportTime time, bool joins, bool isNear, in GridContext context)
    {
        var unavailable = routed.JoinUnavailable || (routed.Report.JoinsIssueId.Length > 0 && !joins);
        var unknown = routed.Report.Category.Length > 0 && category != routed.Report.Category;
        var unsure = routed.PlaceUnsure && !joins; // whoever joins an issue has said where
        var stranger = !string.IsNullOrWhiteSpace(routed.Report.StewardId) && context.Stewards.Find(routed.Report.StewardId) is null;
        if (!unavailable && !unknown && !unsure && !stranger && !isNear && !time.IsUnsure && time.ClockOffsetMs == 0) return "";
        string?[] notes =
        [
            unavailable ? Reasons.JoinUnavailable : null,
            unsure ? Reasons.PlaceUnsure : null,
            unknown ? Reasons.CategoryUnknown : null,
            stranger ? Reasons.StewardUnknown : null,
            time.ClockOffsetMs != 0 ? Reasons.ClockCorrected : null,
            time.IsUnsure ? Reasons.ClockUnsure : null,
            isNear ? Reasons.PossibleDuplicate : null,
        ];
        return string.Join(' ', notes.Where(n => n is not null));
    }

    private static ReportReceipt Valid(Report report, ReportAccepted accepted, string grid, ReportTime time)
    {
        var receipt = Receipt(report, accepted.Outcome, accepted.IssueId, grid, accepted.Note);
        receipt.PossibleDuplicates.AddRange(accepted.PossibleDuplicates);
        receipt.CorrectedMs = time.ClockOffsetMs;
        if (time.ClockOffsetMs != 0 || time.IsUnsure) receipt.CountedOn = LocalDay.Format(time.Day);
        return receipt;
    }

    private static ReportReceipt Again(Report report, bool isOther, bool isOthers, string issue, string grid) => Receipt(report, Outcome.Duplicate, issue, grid, (isOther, isOthers) switch
    {
        (true, true) => $"{Reasons.OtherContent} {Reasons.OtherSender}",
        (true, false) => Reasons.OtherContent,
        (false, true) => Reasons.OtherSender,
        _ => "",
    });

    private static ReportReceipt Receipt(Report report, Outcome outcome, string issue = "", string grid = "", string reason = "") =>
        new() { ReportId = report.ReportId, Outcome = outcome, IssueId = issue, GridCode = grid, Reason = reason };
}
