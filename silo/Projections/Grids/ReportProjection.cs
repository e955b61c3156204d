using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>Valid reports, as lists show them; one that was withdrawn is marked with the seq of that event.</summary>
public sealed class ReportProjection : IProjection<GridEvent, GridState>
{
    private static readonly ReadTable Reports = new(
        "report",
        keys: [Column.Text("grid"), Column.Integer("local_date"), Column.Bigint(ReadTable.Seq)],
        values:
        [
            Column.Bytes("report_id"), Column.Text("category"), Column.Text("unit"), Column.Integer("origin"), Column.Integer("outcome"),
            Column.Text("issue_id"), Column.Bigint("observed_at_us"), Column.Bigint("received_at_us"), Column.Boolean("place_unsure"),
            Column.Bigint("withdrawn_seq"), Column.Bigint("clock_offset_ms"),
        ]);

    private static readonly RowShape Accepted = Reports.Insert();
    private static readonly RowShape Withdrawn = Reports.Raise("withdrawn_seq");

    public ReadTable Table => Reports;

    public void Project(StreamRun<GridEvent> run, GridState after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
        {
            if (e.Accepted is { } accepted) to.Add(Row(run.Id, seq, accepted));
            else if (e.Withdrawn is { } withdrawn) to.Add(Mark(run.Id, withdrawn.LocalDate, withdrawn.ReportSeq, seq));
        }
    }

    public static Row Row(string grid, ulong seq, ReportAccepted e) => Accepted.Row(
        grid, e.LocalDate, seq, e.ReportId, e.Category, e.Unit, (int)e.Origin, (int)e.Outcome, e.IssueId,
        e.ObservedAtUs, e.ReceivedAtUs, e.PlaceUnsure, 0L, e.ClockOffsetMs);

    /// <param name="seq">Of the withdrawal.</param>
    public static Row Mark(string grid, int localDate, ulong reportSeq, ulong seq) => Withdrawn.Row(grid, localDate, reportSeq, seq);
}
