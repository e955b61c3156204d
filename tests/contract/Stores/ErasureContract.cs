using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store does with a content that is erased: it goes with the append that erases it, and takes its photos along.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task J8_an_erased_content_is_in_no_table_and_facts_and_counts_stay()
    {
        await Committed(Told("A", First, "p1", "p2"), Showing("grid/B", "p2"));
        await Committed(Erasing("grid/A", 2, new Erasure("grid/A", 1, 1, First)));
        Assert.Equal(["S-1|100|"], Lines("select reporter, local_date, payload from content where stream = 'grid/A'")); // who is to be told
        Assert.Equal(new Content(), (await Journal.Streams.Contents("grid/A", [1], default))[1]);
        Assert.Equal(["p2|grid/B"], Lines("select photo_id, stream from photo_reference"));
        Assert.Equal(["p1|5", "p2|5"], Lines("select photo_id, erased_us from erased_photo order by photo_id"));
        Assert.Equal(["p1", "p2"], (await Journal.ReadModel.Query(ErasedPhoto.Since(5), default)).Select(photo => photo.PhotoId));
        Assert.Empty(await Journal.ReadModel.Query(ErasedPhoto.Since(6), default));
        Assert.Equal([new ErasedContent("grid/A", 1, 1, 0, First, 5)], await Journal.ReadModel.Query(ErasedContent.Since(5), default)); // for the ledger
        Assert.Equal(2ul, (await Journal.Streams.Load("grid/A", default)).Head);
        var again = Make("grid/C", 1) with { Claims = [new Claim(First, "C", "", Refused: false)] };
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([again], default)).Outcome); // its id stays consumed
        Assert.Null((await Store.Inspect([again], default)).Single().ClaimsHeld.Single().Digest); // and tells nothing of what it said
    }

    [Fact]
    public async Task J8_what_a_backup_brings_back_of_what_was_erased_is_erased_again_and_nothing_else()
    {
        var issue = Make("issue/A.1", 1) with { Slices = [new StreamSlice("issue/A.1", 1, [Written(1), Written(2)])], Envelope = Envelope.Unknown with { RecordedAtUs = 3 } };
        await Committed(Told("A", First, "p1"), issue, Told("B", Second, "p2"));
        // As the ledger has them, of the journal that is lost: those of grid B were of another event in that place.
        Assert.Equal(1, await Journal.Eraser.Erase(new ErasedContent("grid/A", 1, 1, Told("A", First).Envelope.RecordedAtUs, First, 9), default));
        Assert.Equal(2, await Journal.Eraser.Erase(new ErasedContent("issue/A.1", 1, 7, 3, null, 9), default));
        Assert.Equal(0, await Journal.Eraser.Erase(new ErasedContent("grid/B", 1, 1, 4_711, Second, 9), default));
        Assert.Equal(["grid/A|", "grid/B|010203"], Lines("select stream, payload from content order by stream"));
        Assert.Equal(["p1|9"], Lines("select photo_id, erased_us from erased_photo"));
        Assert.Equal(["p2"], Lines("select photo_id from photo_reference"));
        Assert.Equal(0, await Journal.Eraser.Erase(new ErasedContent("grid/A", 1, 1, Told("A", First).Envelope.RecordedAtUs, First, 9), default)); // is gone already
        Assert.Equal(
            [("grid/A", 1ul, First), ("issue/A.1", 7ul, default(Guid?))],
            (await Journal.ReadModel.Query(ErasedContent.Since(9), default)).Select(one => (one.Stream, one.ToSeq, one.ReportId)));
        Assert.Empty(await Journal.ReadModel.Query(ErasedContent.Since(10), default));

        static JournalEvent Written(byte seq) => new("Test", [seq], new ContentRow("", 100, [seq]));
    }

    [Fact]
    public async Task J8_what_an_append_erases_is_what_was_there_before_it()
    {
        var first = Make("issue/A.1", 1) with { Slices = [new StreamSlice("issue/A.1", 1, [Written(1), Written(2)])] };
        var erasing = Make("issue/A.1", 3, number: 2) with { Slices = [new StreamSlice("issue/A.1", 3, [Written(3)])], Erasures = [new Erasure("issue/A.1", 1, 2)] };
        await Committed(first, erasing); // in one batch, too
        Assert.Equal(["3"], Lines("select seq from content"));
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([erasing with { Erasures = [new Erasure("issue/A.1", 3, 3)] }], default)).Outcome);
        Assert.Equal(["3"], Lines("select seq from content")); // a failed append erases nothing

        static JournalEvent Written(byte seq) => new("Test", [seq], new ContentRow("", 100, [seq]));
    }

    [Fact]
    public async Task The_lives_of_a_day_s_issues_are_read_from_the_journal()
    {
        var issue = new IssueEvent { Opened = new IssueOpened { GridCode = "A", ReportId = ByteString.CopyFrom(First.ToByteArray(bigEndian: true)), OpenedAtUs = 7 } };
        var accepted = new IssueEvent { AtUs = 9, Accepted = new IssueAccepted() };
        var append = Told("A", First) with
        {
            Slices = [new StreamSlice("grid/A", 1, [new JournalEvent("Test", [1])]), new StreamSlice("issue/A.1", 1, [new JournalEvent("a", issue.ToByteArray()), new JournalEvent("b", accepted.ToByteArray())])],
        };
        append.Rows.Add(IssueProjection.Row("A.1", 1, issue.Opened, "open"));
        append.Rows.Add(ReportProjection.Row("A", 2, new ReportAccepted { ReportId = ByteString.CopyFrom(Second.ToByteArray(bigEndian: true)), LocalDate = 100, Outcome = Outcome.Joined, IssueId = "A.1" }));
        await Committed(append);
        Assert.Equal([("A.1", issue), ("A.1", accepted)], (await Journal.ReadModel.Query(LifeEvent.OfDay(100, ["A", "B"]), default)).Select(one => (one.IssueId, one.Event)));
        Assert.Empty(await Journal.ReadModel.Query(LifeEvent.OfDay(101, ["A"]), default));
        Assert.Empty(await Journal.ReadModel.Query(LifeEvent.OfDay(100, ["B"]), default));
    }

    private static Append Told(string grid, Guid id, params string[] photos)
    {
        var append = Make($"grid/{grid}", 1) with
        {
            Slices = [new StreamSlice($"grid/{grid}", 1, [new JournalEvent("Test", [1], new ContentRow("S-1", 100, [1, 2, 3]) { Photos = photos })])],
            Claims = [new Claim(id, grid, $"{grid}.1", Refused: false, [9, 9])],
        };
        return WithRows(append, rows => rows.Add(ReportProjection.Row(grid, 1, new ReportAccepted
        {
            ReportId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)), LocalDate = 100, Category = "a/b", Outcome = Outcome.Opened, IssueId = $"{grid}.1",
        })));
    }

    private static Append Erasing(string stream, ulong seq, params Erasure[] erasures) =>
        Make(stream, seq, number: (long)seq) with { Erasures = erasures, Envelope = Envelope.Unknown with { RecordedAtUs = 5 } };
}
