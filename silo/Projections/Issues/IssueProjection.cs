using Google.Protobuf;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>One row for each issue, as it stands after its last event.</summary>
public sealed class IssueProjection : IProjection<IssueEvent, IssueState>
{
    /// <summary>
    /// Of an issue whose clocks have not been set: opening one costs the grid no event beside the first, and the silo sets its
    /// clocks before any of them is due.
    /// </summary>
    public const long UntouchedDueAfterUs = 2 * Instant.HourUs;

    /// <summary>Where no clock runs: last in every queue.</summary>
    public const long NeverDueUs = 253_402_300_799 * Instant.SecondUs; // 9999-12-31

    private static readonly ReadTable Issues = new(
        "issue",
        keys: [Column.Text("issue_id")],
        values:
        [
            Column.Bigint(ReadTable.Seq), Column.Text("grid"), Column.Text("category"), Column.Text("state"), Column.Bytes("report_id"),
            Column.Bigint("observed_at_us"), Column.Bigint("opened_at_us"), Column.Boolean("place_unsure"), Column.Text("possible_duplicates"),
            Column.Bigint("due_us"), Column.Text("holder"), Column.Bigint("answer_seq"), Column.Message("work", IssueWork.Parser),
        ]);

    private static readonly RowShape Shape = Issues.Upsert();

    public ReadTable Table => Issues;

    public void Project(StreamRun<IssueEvent> run, IssueState after, ReadRows to) => to.Add(after.Version == 1
        ? Row(run.Id, run.Events[^1].Seq, after.Opened!, IssueState.Open, run.Events[^1].Envelope.RecordedAtUs)
        : Row(run.Id, run.Events[^1].Seq, after.Opened!, after));

    /// <summary>Of an issue just opened.</summary>
    /// <param name="recordedAtUs">
    /// An issue that is made of an older report is looked at as if it came now: who looks for untouched ones has passed its own time.
    /// </param>
    public static Row Row(string issueId, ulong seq, IssueOpened e, string state, long recordedAtUs = 0) => Shape.Row(
        issueId, seq, e.GridCode, e.Category, state, e.ReportId, e.ObservedAtUs, e.OpenedAtUs, e.PlaceUnsure, string.Join(' ', e.PossibleDuplicates),
        Math.Max(e.OpenedAtUs, recordedAtUs) + UntouchedDueAfterUs, "", 0UL, Array.Empty<byte>());

    private static Row Row(string issueId, ulong seq, IssueOpened e, IssueState after) => Shape.Row(
        issueId, seq, after.GridCode, after.Category, after.StageName, e.ReportId, e.ObservedAtUs, e.OpenedAtUs, e.PlaceUnsure, string.Join(' ', e.PossibleDuplicates),
        after.DueUs ?? NeverDueUs, after.Lead, after.AnswerSeq, WorkOf(after).ToByteArray());

    private static IssueWork WorkOf(IssueState state)
    {
        var work = new IssueWork
        {
            Answerable = state.Answerable,
            Supervisor = state.Supervisor,
            Size = state.Size,
            Urgency = state.Urgency,
            Level = state.Level,
            Card = state.Card,
            Answer = state.Answer,
            Ending = state.Ending,
            AnsweredAtUs = state.AnsweredAtUs,
            AskedSeq = state.AskedSeq,
            AskedUntilUs = state.AskedSeq > 0 ? state.AskedUntilUs : 0,
            AcceptedAtUs = state.AcceptedAtUs,
            ClosedAtUs = state.ClosedAtUs,
            DeclinedFor = state.DeclinedFor,
            Parent = state.Parent,
            Others = { state.Others.Keys },
        };
        foreach (var (key, clock) in state.Clocks.Where(one => !one.Value.IsPaused).OrderBy(one => (one.Value.DueUs, one.Key.Clock)).ThenBy(one => one.Key.Subject, StringComparer.Ordinal))
            work.Clocks.Add(new ClockSet
            {
                Clock = key.Clock, Subject = key.Subject, Version = clock.Version, StartedAtUs = clock.StartedAtUs, YellowAtUs = clock.YellowAtUs,
                DueUs = clock.DueUs, RawDueUs = clock.RawDueUs, Kind = clock.Kind,
            });
        return work;
    }
}
