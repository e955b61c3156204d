using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>One row for each issue, as it stands after its last event.</summary>
public sealed class IssueProjection : IProjection<IssueEvent, IssueState>
{
    private static readonly ReadTable Issues = new(
        "issue",
        keys: [Column.Text("issue_id")],
        values:
        [
            Column.Bigint(ReadTable.Seq), Column.Text("grid"), Column.Text("category"), Column.Text("state"), Column.Bytes("report_id"),
            Column.Bigint("observed_at_us"), Column.Bigint("opened_at_us"), Column.Boolean("place_unsure"), Column.Text("possible_duplicates"),
        ]);

    private static readonly RowShape Shape = Issues.Upsert();

    public ReadTable Table => Issues;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to) =>
        to.Add(Row(run.Id, run.Events[^1].Seq, after.Opened!, IssueState.Open));

    public static Row Row(string issueId, ulong seq, IssueOpened e, string state) => Shape.Row(
        issueId, seq, e.GridCode, e.Category, state, e.ReportId, e.ObservedAtUs, e.OpenedAtUs, e.PlaceUnsure, string.Join(' ', e.PossibleDuplicates));
}
