using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What a grid's events do to its days: one way, whether the grid itself is woken or somebody asks how a day was at a moment.</summary>
public static class DayFold
{
    /// <summary>Changes those of the days that are open; the others stay as they are.</summary>
    /// <exception cref="InvalidOperationException">The event takes back what its day does not count: the journal is damaged.</exception>
    public static void Apply(Dictionary<DayKey, Tally> days, string grid, ulong seq, GridEvent e)
    {
        switch (e.KindCase)
        {
            case GridEvent.KindOneofCase.Accepted: Accept(days, grid, seq, e.Accepted); break;
            case GridEvent.KindOneofCase.Refused:
                if (days.TryGetValue(DayKey.Place(e.Refused.LocalDate), out var place)) place.Refuse(seq);
                break;
            case GridEvent.KindOneofCase.Withdrawn:
                foreach (var day in Opened(days, e.Withdrawn.LocalDate, e.Withdrawn.Unit)) day.Withdraw(seq, e.Withdrawn.Outcome, e.Withdrawn.Category, e.Withdrawn.Reviewed);
                break;
            case GridEvent.KindOneofCase.Restored:
                foreach (var day in Opened(days, e.Restored.LocalDate, e.Restored.Unit)) day.Restore(seq, e.Restored.Outcome, e.Restored.Category);
                break;
            case GridEvent.KindOneofCase.Reviewed: Review(days, seq, e.Reviewed.Report); break;
            case GridEvent.KindOneofCase.Noticed:
                foreach (var report in e.Noticed.Reviewed) Review(days, seq, report);
                foreach (var progress in e.Noticed.Progress)
                    foreach (var day in Opened(days, progress.LocalDate, progress.Unit)) day.Progress(seq, progress);
                break;
        }
    }

    private static void Accept(Dictionary<DayKey, Tally> days, string grid, ulong seq, ReportAccepted e)
    {
        if (!days.TryGetValue(DayKey.Place(e.LocalDate), out var place) & !days.TryGetValue(new DayKey(e.LocalDate, e.Unit), out var found)) return;
        var item = new FeedItem { ReportId = ReportIds.Format(ReportIds.FromBytes(e.ReportId)), Category = e.Category, GridCode = grid, ObservedAtUs = e.ObservedAtUs };
        place?.Accept(seq, e.Outcome, e.Category, item, e.Reviewed);
        if (e.Unit.Length > 0) found?.Accept(seq, e.Outcome, e.Category, item, e.Reviewed);
    }

    private static void Review(Dictionary<DayKey, Tally> days, ulong seq, ReportReviewed report)
    {
        foreach (var day in Opened(days, report.LocalDate, report.Unit)) day.Review(seq);
    }

    /// <summary>Those of a day's rows, as place and of the unit, that are open.</summary>
    private static IEnumerable<Tally> Opened(Dictionary<DayKey, Tally> days, int date, string unit)
    {
        if (days.TryGetValue(DayKey.Place(date), out var place)) yield return place;
        if (unit.Length > 0 && days.TryGetValue(new DayKey(date, unit), out var found)) yield return found;
    }
}
