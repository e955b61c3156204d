using Google.Protobuf;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.People;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store tells of released words, of one person's data, of words past their time and of hand-overs.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task What_is_released_is_found_with_its_words_while_they_count_and_are_there()
    {
        var id = Guid.NewGuid().ToByteArray(bigEndian: true);
        await Committed(ReportedBy("S-1", id), Begun("A.1", 1), Shown("A.1", objection: true));
        var read = Journal.ReadModel;
        var release = Assert.Single(await read.Query(IssueRelease.Of(["A.1", "A.9"]), default));
        Assert.Equal(("A.1", "open", 7L), (release.IssueId, release.State, release.Row.Objection.AtUs));
        Assert.Equal("A.1", Assert.Single(await read.Query(IssueRelease.OfPhoto("p"), default)).IssueId);
        Assert.Empty(await read.Query(IssueRelease.OfPhoto("q"), default));
        Assert.Equal(("A.1", "a/b", 7L), Assert.Single(await read.Query(OpenObjection.In(["A", "B"], 10), default)) is var one ? (one.IssueId, one.Category, one.Objection.AtUs) : default);
        Assert.Empty(await read.Query(OpenObjection.In(["B"], 10), default));
        Assert.Equal([("A", 1ul, "A.1", "坑洼")], (await read.Query(CountingContent.At([("A", 1), ("B", 1)]), default)).Select(content => (content.Grid, content.Seq, content.IssueId, content.Content.Text)));
        Assert.Equal("坑洼", Assert.Single(await read.Query(CountingContent.Of("A", id), default)).Content.Text);

        Change("update report set withdrawn_seq = 9");
        Assert.Empty(await read.Query(CountingContent.At([("A", 1)]), default));
        Assert.Empty(await read.Query(CountingContent.Of("A", id), default));
    }

    [Fact]
    public async Task Releases_and_hand_overs_are_made_again_by_a_rebuild()
    {
        await Committed(Shown("A.1", objection: true), Handed("T", "三点回电"));
        Assert.Equal((2ul, "shen", "lu", "三点回电"), Assert.Single(await Journal.ReadModel.Query(DeskHandover.Of("T"), default)) is var one ? (one.Version, one.Row.Written.By, one.Row.Taken.By, one.Note) : default);
        Assert.Empty(await Journal.ReadModel.Query(DeskHandover.Of("V"), default));
        Assert.Empty(await Rebuilt(check: true));
        Change("update public_release set objected_us = 0");
        Assert.Equal(["public_release issue_id=A.1: objected_us 0 -> 7"], await Rebuilt(check: false));
        Assert.Empty(await Rebuilt(check: true));
    }

    [Fact]
    public async Task One_persons_reports_and_acts_are_found_and_nobody_elses()
    {
        var step = new JournalEvent("Asked", [1], new ContentRow("", Day, new StepContent { Text = "哪一侧？" }.ToByteArray()));
        await Committed(
            ReportedBy("S-1", Guid.NewGuid().ToByteArray(bigEndian: true)),
            new Append(60, 1, Envelope.Unknown with { Principal = new Principal(PrincipalKind.Person, "shen"), RecordedAtUs = 5 }, [new StreamSlice("issue/A.1", 1, [step])], [], new ReadRows()));
        Assert.Equal(["坑洼"], (await Journal.ReadModel.Query(PersonsReport.Of("S-1", 10), default)).Select(report => report.Content.Text));
        Assert.Empty(await Journal.ReadModel.Query(PersonsReport.Of("", 10), default));
        Assert.Equal([("issue/A.1", 1ul, "Asked", 5L, "哪一侧？")], (await Journal.ReadModel.Query(PersonsAct.Of("shen", 10), default)).Select(act => (act.Stream, act.Seq, act.Type, act.RecordedAtUs, act.Words!.Text)));
        Assert.Empty(await Journal.ReadModel.Query(PersonsAct.Of("lu", 10), default));
    }

    [Fact]
    public async Task J8_words_past_their_time_are_those_of_what_has_ended_and_are_erased_by_where_they_lie()
    {
        var id = Guid.NewGuid();
        var step = new JournalEvent("Asked", [1], new ContentRow("", Day, new StepContent { Text = "哪一侧？" }.ToByteArray()));
        await Committed(ReportedBy("S-1", id.ToByteArray(bigEndian: true)), Begun("A.1", 10));
        await Committed(new Append(61, 1, Envelope.Unknown with { RecordedAtUs = 6 }, [new StreamSlice("issue/A.1", 2, [step])], [], new ReadRows()));
        var (all, but) = (new CategoryChoice("", []), new CategoryChoice("", ["a"]));
        Assert.Equal((0, 0), await Count(all)); // it is open
        Change("update issue set state = 'closed'");
        Assert.Equal((1, 1), await Count(all));
        Assert.Equal((1, 1), await Count(new CategoryChoice("a", ["a/c"])));
        Assert.Equal((0, 0), await Count(but));
        Assert.Empty(await Journal.ReadModel.Query(OldWords.OfReports(all, Day, 10), default)); // of that day, not of one before
        var report = Assert.Single(await Journal.ReadModel.Query(OldWords.OfReports(all, Day + 1, 10), default));
        Assert.Equal(("grid/A", 1ul, 1ul, id), (report.Stream, report.FromSeq, report.ToSeq, report.ReportId));
        var issue = Assert.Single(await Journal.ReadModel.Query(OldWords.OfIssues(all, 11, 10), default));
        Assert.Equal(("issue/A.1", 2ul, 2ul, 6L, default(Guid?)), (issue.Stream, issue.FromSeq, issue.ToSeq, issue.FirstUs, issue.ReportId));
        foreach (var one in new[] { report, issue })
            Assert.Equal(1, await Journal.Eraser.Erase(new ErasedContent(one.Stream, one.FromSeq, one.ToSeq, one.FirstUs, one.ReportId, 20), default));
        Assert.Equal((0, 0), await Count(all));

        async Task<(long Reports, long Issues)> Count(CategoryChoice of) => (
            (await Journal.ReadModel.Query(OldWords.CountReports(of, Day + 1), default)).Single().Count, (await Journal.ReadModel.Query(OldWords.CountIssues(of, 11), default)).Single().Count);
    }

    private static Append ReportedBy(string reporter, byte[] id)
    {
        var rows = new ReadRows();
        rows.Add(ReportProjection.Row("A", 1, new ReportAccepted { ReportId = ByteString.CopyFrom(id), LocalDate = Day, Category = "a/b", Outcome = Outcome.Opened, IssueId = "A.1" }));
        return new Append(1, 1, Envelope.Unknown,
            [new StreamSlice("grid/A", 1, [new JournalEvent("ReportAccepted", [1], new ContentRow(reporter, Day, new Content { Text = "坑洼" }.ToByteArray()))])], [], rows);
    }

    private static Append Shown(string issue, bool objection)
    {
        var state = new ReleaseState(issue);
        List<ReleaseEvent> events = [new() { Released = new Released { ReportId = ByteString.CopyFrom(new byte[16]), GridCode = "A", Seq = 1, Text = true, Photos = { new ReleasedPhoto { PublicId = "p" } } } }];
        if (objection) events.Add(new() { Objected = new Objected { AtUs = 7, UntilUs = 9 } });
        return Of(ReleaseStream.Kind, $"release/{issue}", issue, state, events, e => state.Apply(e), e => (int)e.KindCase, _ => null);
    }

    private static Append Handed(string region, string note)
    {
        var state = new HandoverState(region);
        List<HandoverEvent> events = [new() { Written = new HandoverWritten { By = "shen", AtUs = 5 } }, new() { Taken = new HandoverTaken { By = "lu", AtUs = 6 } }];
        return Of(HandoverStream.Kind, $"handover/{region}", region, state, events, e => state.Apply(e), e => (int)e.KindCase, e => e.Written is null ? null : new ContentRow("", Day, new HandoverContent { Note = note }.ToByteArray()));
    }

    private static Append Of<TEvent, TState>(
        StreamKind<TEvent, TState> kind, string stream, string key, TState state, IReadOnlyList<TEvent> events, Action<TEvent> apply, Func<TEvent, int> kindCase, Func<TEvent, ContentRow?> content)
        where TEvent : class, IMessage<TEvent>
    {
        var rows = new ReadRows();
        foreach (var e in events) apply(e);
        kind.Project(new StreamRun<TEvent>(stream, key, [.. events.Select((e, at) => new Recorded<TEvent>((ulong)at + 1, e, Envelope.Unknown))]), state, rows);
        return new Append(stream.GetHashCode(StringComparison.Ordinal), 1, Envelope.Unknown, [new StreamSlice(stream, 1, [.. events.Select(e => kind.ToJournal(e, kindCase(e), content(e)))])], [], rows);
    }
}
