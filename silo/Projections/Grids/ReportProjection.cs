using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>
/// Valid reports, as lists show them. What a review changes of one is absolute, and guarded by the seq of the event that did it:
/// whether it was withdrawn (the seq of that event; 0: it counts), whether somebody has reviewed it, and the issue that it belongs to.
/// </summary>
public sealed class ReportProjection : IProjection<GridEvent, GridState>
{
    private static readonly ReadTable Reports = new(
        "report",
        keys: [Column.Text("grid"), Column.Integer("local_date"), Column.Bigint(ReadTable.Seq)],
        values:
        [
            Column.Bytes("report_id"), Column.Text("category"), Column.Text("unit"), Column.Integer("origin"), Column.Integer("outcome"),
            Column.Text("issue_id"), Column.Bigint("observed_at_us"), Column.Bigint("received_at_us"), Column.Boolean("place_unsure"),
            Column.Bigint("withdrawn_seq"), Column.Bigint("clock_offset_ms"), Column.Boolean("reviewed"), Column.Bigint("changed_seq"),
        ]);

    private static readonly RowShape Accepted = Reports.Insert();
    private static readonly RowShape Changed = Reports.Change("changed_seq", "issue_id", "withdrawn_seq", "reviewed");

    public ReadTable Table => Reports;

    public void Project(StreamRun<GridEvent> run, GridState after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
        {
            switch (e.KindCase)
            {
                case GridEvent.KindOneofCase.Accepted: to.Add(Row(run.Id, seq, e.Accepted)); break;
                case GridEvent.KindOneofCase.Withdrawn: to.Add(Change(run.Id, e.Withdrawn.LocalDate, e.Withdrawn.ReportSeq, seq, e.Withdrawn.IssueId, seq)); break;
                case GridEvent.KindOneofCase.Restored: to.Add(Change(run.Id, e.Restored.LocalDate, e.Restored.ReportSeq, seq, e.Restored.IssueId, 0)); break;
                case GridEvent.KindOneofCase.Reviewed: to.Add(Change(run.Id, e.Reviewed.Report.LocalDate, e.Reviewed.Report.ReportSeq, seq, issueId: "", 0)); break;
                case GridEvent.KindOneofCase.Derived when e.Derived.ReportSeq > 0:
                    to.Add(Change(run.Id, e.Derived.LocalDate, e.Derived.ReportSeq, seq, e.Derived.IssueId, e.Derived.WithdrawnSeq, e.Derived.Reviewed));
                    break;
                case GridEvent.KindOneofCase.Noticed:
                    foreach (var report in e.Noticed.Reviewed) to.Add(Change(run.Id, report.LocalDate, report.ReportSeq, seq, e.Noticed.IssueId, 0));
                    break;
            }
        }
    }

    public static Row Row(string grid, ulong seq, ReportAccepted e) => Accepted.Row(
        grid, e.LocalDate, seq, e.ReportId, e.Category, e.Unit, (int)e.Origin, (int)e.Outcome, e.IssueId,
        e.ObservedAtUs, e.ReceivedAtUs, e.PlaceUnsure, 0L, e.ClockOffsetMs, e.Reviewed, 0L);

    /// <param name="seq">Of the event that changes it.</param>
    /// <param name="issueId">As it is from here on.</param>
    public static Row Change(string grid, int localDate, ulong reportSeq, ulong seq, string issueId, ulong withdrawnSeq, bool isReviewed = true) =>
        Changed.Row(grid, localDate, reportSeq, issueId, withdrawnSeq, isReviewed, seq);
}
