using Google.Protobuf;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store tells others of issues: where they stand and when they came there, and of one's own what was written.</summary>
public abstract partial class StoreContract
{
    private static readonly PublicIssueFilter Everything = new([], [], null, null, null, null, null);

    [Fact]
    public async Task Issues_are_told_by_when_they_moved_last_and_a_rebuild_brings_what_was_journalled_before()
    {
        await Committed(Begun("A.1", 1), Begun("A.2", 2));
        await Committed(Moved("A.1", (100, IssueStage.Accepted, new IssueEvent { Accepted = new() }), (200, IssueStage.Declined, new IssueEvent { Declined = new() })));
        Change("update issue set state = 'declined' where issue_id = 'A.1'");

        Assert.Equal([("A.2", 2L), ("A.1", 200L)], (await Listed(Everything)).Select(issue => (issue.IssueId, issue.UpdatedUs)));
        Assert.Equal(["A.1"], (await Listed(Everything with { IsEnded = true })).Select(issue => issue.IssueId));
        Assert.Equal(["A.2"], (await Listed(Everything with { UpdatedBeforeUs = 100 })).Select(issue => issue.IssueId));
        Assert.Equal(["A.1"], (await Listed(Everything with { UpdatedFromUs = 100, Categories = ["a/b", "x"] })).Select(issue => issue.IssueId));
        Assert.Equal(["A.2"], (await Listed(new PublicIssueFilter(["A.2", "A.9"], [], 1, 3, null, null, false))).Select(issue => issue.IssueId));
        Assert.Equal(["A.1"], (await Journal.ReadModel.Query(PublicIssue.Page(Everything, 1, 1), default)).Select(issue => issue.IssueId));
        IssueUpdate[] updates = [new("A.1", 2, 100, IssueStage.Accepted, default, "A", "a/b"), new("A.1", 3, 200, IssueStage.Declined, default, "A", "a/b")];
        Assert.Equal(updates, await Journal.ReadModel.Query(IssueUpdate.Between(100, 201, 10), default));
        Assert.Equal(updates[1..], await Journal.ReadModel.Query(IssueUpdate.Between(101, 201, 10), default));

        Assert.Equal(updates[1..], await Journal.ReadModel.Query(IssueUpdate.After(updates[0], 10), default));
        Assert.Equal(updates[..1], await Journal.ReadModel.Query(IssueUpdate.One("A.1", 2), default));

        Change("delete from issue_update"); // as a release without the table left it
        await Rebuilt(check: false);
        Assert.Equal(updates, await Journal.ReadModel.Query(IssueUpdate.Between(0, long.MaxValue, 10), default));
    }

    [Fact]
    public async Task What_a_sender_wrote_is_found_by_its_issues_and_nobody_elses()
    {
        var id = Guid.NewGuid().ToByteArray(bigEndian: true);
        var e = new ReportAccepted { ReportId = ByteString.CopyFrom(id), LocalDate = Day, Category = "a/b", Outcome = Outcome.Opened, IssueId = "A.1" };
        var rows = new ReadRows();
        rows.Add(ReportProjection.Row("A", 1, e));
        await Committed(new Append(1, 1, Envelope.Unknown,
            [new StreamSlice("grid/A", 1, [new JournalEvent("ReportAccepted", [1], new ContentRow("service/X", Day, new Content { Text = "坑洼" }.ToByteArray()))])], [], rows));

        Assert.Equal(["坑洼"], (await Journal.ReadModel.Query(OwnReport.Of("service/X", Day, ["A.1", "A.2"]), default)).Select(one => one.Content.Text));
        Assert.Empty(await Journal.ReadModel.Query(OwnReport.Of("service/Y", Day, ["A.1"]), default));
        Assert.Empty(await Journal.ReadModel.Query(OwnReport.Of("service/X", Day + 1, ["A.1"]), default));
        Assert.Equal(["坑洼"], (await Journal.ReadModel.Query(OwnReport.Counted("A", id), default)).Select(one => one.Content.Text));
        Assert.Equal(["A.1"], await Journal.ReadModel.Query(ReportedIssue.Of("A", Day, id), default));
        Assert.Empty(await Journal.ReadModel.Query(ReportedIssue.Of("A", Day + 1, id), default));
    }

    private async Task<IReadOnlyList<PublicIssue>> Listed(PublicIssueFilter filter) => await Journal.ReadModel.Query(PublicIssue.Page(filter, 100, 0), default);

    private static Append Begun(string issue, long atUs)
    {
        var (opened, rows) = (new IssueOpened { GridCode = "A", Category = "a/b", ReportId = ByteString.CopyFrom(new byte[16]), OpenedAtUs = atUs }, new ReadRows());
        rows.Add(IssueProjection.Row(issue, 1, opened, "open"));
        var e = new IssueEvent { Opened = opened };
        return new Append(40 + atUs, 1, Envelope.Unknown, [new StreamSlice($"issue/{issue}", 1, [IssueStream.Kind.ToJournal(e, (int)e.KindCase)])], [], rows);
    }

    private static Append Moved(string issue, params (long AtUs, IssueStage Stage, IssueEvent Event)[] events)
    {
        var (rows, run, state) = (new ReadRows(), new List<Recorded<IssueEvent>>(), new IssueState(issue));
        state.Apply(new IssueEvent { Opened = new IssueOpened { GridCode = "A", Category = "a/b", ReportId = ByteString.CopyFrom(new byte[16]), OpenedAtUs = 1 } });
        foreach (var (atUs, stage, e) in events)
        {
            (e.AtUs, e.Stage) = (atUs, stage);
            state.Apply(e);
            run.Add(new Recorded<IssueEvent>(state.Version, e, Envelope.Unknown));
        }
        new IssueUpdateProjection().Project(new StreamRun<IssueEvent>($"issue/{issue}", issue, run), state, rows);
        return new Append(50, 1, Envelope.Unknown, [new StreamSlice($"issue/{issue}", 2, [.. run.Select(e => IssueStream.Kind.ToJournal(e.Event, (int)e.Event.KindCase))])], [], rows);
    }
}
