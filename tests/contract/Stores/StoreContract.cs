using System.Data.Common;
using Google.Protobuf;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store promises. A store's own tests derive from it.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private IJournal? opened;

    protected string Folder => folder.Path;

    protected IJournal Journal => opened!;

    private IJournalStore Store { get; set; } = null!;

    protected abstract Task<IJournal> Open(string folder);

    /// <summary>A connection past the program, for what it has no query for.</summary>
    protected abstract DbConnection Connect();

    public async Task InitializeAsync() => await Reopen();

    public async Task DisposeAsync()
    {
        await Close();
        folder.Dispose();
    }

    protected async Task Close()
    {
        if (opened is not null) await opened.DisposeAsync();
        opened = null;
    }

    [Fact]
    public async Task What_is_committed_is_there_after_reopening_in_order()
    {
        await Committed(Make("grid/A", 1, events: 3), Make("grid/B", 1));
        await Committed(Make("grid/A", 4, number: 2));
        await Reopen();
        var history = await Journal.Streams.Load("grid/A", default);
        Assert.Equal((0ul, 4ul), (history.SnapshotSeq, history.Head));
        Assert.Equal([[1], [2], [3], [4]], history.Tail);
        Assert.Equal(0ul, (await Journal.Streams.Load("grid/nobody", default)).Head);
    }

    [Fact]
    public async Task S4_a_second_writer_of_one_seq_is_a_conflict_and_nothing_of_its_batch_is_written()
    {
        await Committed(Make("grid/A", 1, incarnation: 1));
        var attempt = await Store.Commit([Make("grid/B", 1, incarnation: 2), Make("grid/A", 1, incarnation: 2, number: 2)], default);
        Assert.Equal(CommitOutcome.KeyConflict, attempt.Outcome);
        Assert.Equal(0ul, (await Journal.Streams.Load("grid/B", default)).Head);
    }

    [Fact]
    public async Task S4_a_gap_is_a_conflict()
    {
        await Committed(Make("grid/A", 1));
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([Make("grid/A", 3, number: 2)], default)).Outcome);
        Assert.Equal(1ul, (await Journal.Streams.Load("grid/A", default)).Head);
    }

    [Fact]
    public async Task J2_an_append_stands_as_present_taken_free_or_behind_a_gap()
    {
        await Committed(Make("grid/A", 1, incarnation: 7, number: 3));
        var standings = await Store.Inspect(
            [Make("grid/A", 1, incarnation: 7, number: 3), Make("grid/A", 1, incarnation: 7, number: 4), Make("grid/A", 2), Make("grid/A", 3)], default);
        Assert.Equal([SliceStatus.AlreadyCommitted, SliceStatus.Conflict, SliceStatus.Appendable, SliceStatus.Gap], standings.Select(s => s.Slices.Single()));
    }

    [Fact]
    public async Task J1_an_append_over_two_streams_is_written_whole_or_not_at_all()
    {
        await Committed(Make("issue/A.1", 1, incarnation: 9));
        var both = Make("grid/A", 1) with { Slices = [Slice("grid/A", 1, 1), Slice("issue/A.1", 1, 1)] };
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([both], default)).Outcome);
        Assert.Equal(0ul, (await Journal.Streams.Load("grid/A", default)).Head);
    }

    [Fact]
    public async Task J5_a_claimed_id_is_a_conflict_and_its_holder_is_named()
    {
        var id = Guid.NewGuid();
        await Committed(Make("grid/A", 1) with { Claims = [new Claim(id, "A", "A.1", false)] });
        await Reopen();
        var again = Make("grid/B", 1, incarnation: 2) with { Claims = [new Claim(Guid.NewGuid(), "B", "", false), new Claim(id, "B", "B.1", false)] };
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([again], default)).Outcome);
        Assert.Equal([new ClaimHeld(id, "A", "A.1", false)], (await Store.Inspect([again], default)).Single().ClaimsHeld);
    }

    [Fact]
    public async Task J5_a_claim_keeps_what_was_said_and_who_said_it()
    {
        var (id, digest) = (Guid.NewGuid(), new byte[32]);
        digest[0] = 7;
        await Committed(Make("grid/A", 1) with { Claims = [new Claim(id, "A", "A.1", false, digest, "device ABC234")] });
        var again = Make("grid/B", 1, incarnation: 2) with { Claims = [new Claim(id, "B", "B.1", false)] };
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([again], default)).Outcome);
        var held = (await Store.Inspect([again], default)).Single().ClaimsHeld.Single();
        Assert.Equal(digest, held.Digest);
        Assert.Equal("device ABC234", held.Sender);
    }

    [Fact]
    public async Task J5_a_refused_id_is_claimed_apart_and_does_not_consume_the_id()
    {
        var id = Guid.NewGuid();
        await Committed(Make("grid/A", 1) with { Claims = [new Claim(id, "A", "", true)] });
        await Committed(Make("grid/A", 2, number: 2) with { Claims = [new Claim(id, "A", "A.1", false)] });
        var again = Make("grid/A", 3, number: 3) with { Claims = [new Claim(id, "A", "", true)] };
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([again], default)).Outcome);
        Assert.Equal([new ClaimHeld(id, "A", "", true)], (await Store.Inspect([again], default)).Single().ClaimsHeld);
    }

    [Fact]
    public async Task J2_an_append_that_is_present_holds_its_own_claims()
    {
        var append = Make("grid/A", 1) with { Claims = [new Claim(Guid.NewGuid(), "A", "", false)] };
        await Committed(append);
        Assert.Equal(CommitOutcome.KeyConflict, (await Store.Commit([append], default)).Outcome);
        var standing = (await Store.Inspect([append], default)).Single();
        Assert.True(standing.IsPresent);
        Assert.Empty(standing.ClaimsHeld);
    }

    [Fact]
    public async Task J7_a_snapshot_replaces_only_an_older_one()
    {
        await Committed(Make("grid/A", 1, events: 5));
        await Journal.Streams.SaveSnapshot("grid/A", 4, [44], default);
        await Journal.Streams.SaveSnapshot("grid/A", 2, [22], default);
        var history = await Journal.Streams.Load("grid/A", default);
        Assert.Equal((4ul, 5ul), (history.SnapshotSeq, history.Head));
        Assert.Equal([44], history.Snapshot);
        Assert.Equal([[5]], history.Tail);
    }

    [Fact]
    public async Task J7_a_snapshot_above_the_head_is_ignored()
    {
        await Committed(Make("grid/A", 1, events: 2));
        await Journal.Streams.SaveSnapshot("grid/A", 9, [99], default);
        var history = await Journal.Streams.Load("grid/A", default);
        Assert.Equal((0ul, 2ul), (history.SnapshotSeq, history.Head));
        Assert.Null(history.Snapshot);
    }

    [Fact]
    public async Task J8_content_lies_apart_from_facts()
    {
        var append = Make("grid/A", 1) with
        {
            Slices = [new StreamSlice("grid/A", 1, [new JournalEvent("Test", [1], new ContentRow("S-1", 100, new Content { Text = "树枝" }.ToByteArray()))])],
        };
        await Committed(append);
        var contents = await Journal.Streams.Contents("grid/A", [1, 2], default);
        Assert.Equal("树枝", contents.Single().Value.Text);
        Assert.Equal([[1]], (await Journal.Streams.Load("grid/A", default)).Tail);
        Assert.Equal(1ul, await Journal.ReadModel.StewardReports("S-1", 100, default));
        Assert.Equal(0ul, await Journal.ReadModel.StewardReports("S-1", 101, default));
    }

    [Fact]
    public async Task J9_a_day_row_is_absolute_and_an_older_one_does_not_replace_it()
    {
        await Committed(WithDay(Make("grid/A", 1), "A", version: 8, opened: 8));
        await Committed(WithDay(Make("grid/B", 1), "A", version: 5, opened: 5));
        Assert.Equal([8ul], (await Journal.ReadModel.Days(100, "", default)).Select(d => d.Counts.Opened));
        await Committed(WithDay(Make("grid/A", 2, number: 2), "A", version: 9, opened: 2));
        var row = (await Journal.ReadModel.Days(100, "", default)).Single();
        Assert.Equal((2ul, 9ul), (row.Counts.Opened, row.Version));
    }

    [Fact]
    public async Task J9_of_one_batch_the_latest_row_of_a_day_stays()
    {
        await Committed(WithDay(Make("grid/A", 1), "A", 1, 1), WithDay(Make("grid/A", 2, number: 2), "A", 2, 2), WithDay(Make("grid/A", 3, number: 3), "A", 3, 3));
        Assert.Equal([3ul], (await Journal.ReadModel.Days(100, "", default)).Select(d => d.Counts.Opened));
    }

    [Fact]
    public async Task Totals_sum_a_grids_days_and_places_and_trades_stay_apart()
    {
        await Committed(WithDay(Make("grid/A", 1), "A", 1, 1), WithDay(Make("grid/A", 2, number: 2), "A", 2, 4, date: 101), WithDay(Make("grid/A", 3, number: 3), "A", 3, 7, unit: "taxi"));
        var place = (await Journal.ReadModel.Totals("", default)).Single();
        Assert.Equal((5ul, 3ul), (place.Counts.Opened, place.Version));
        Assert.Equal(7ul, (await Journal.ReadModel.Totals("taxi", default)).Single().Counts.Opened);
    }

    [Fact]
    public async Task Days_of_a_grid_come_with_their_newest_reports()
    {
        var append = WithDay(Make("grid/A", 1, events: 3), "A", 3, 3);
        for (var i = 1; i <= 3; i++)
            append.Rows.Add(ReportProjection.Row("A", (ulong)i, new ReportAccepted
            {
                ReportId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()),
                LocalDate = 100, Category = "a/b", Outcome = Outcome.Opened, ObservedAtUs = i * 10,
            }));
        await Committed(append);
        var days = await Journal.Streams.Days("A", [DayKey.Place(100), DayKey.Place(101)], default);
        Assert.Equal([DayKey.Place(100)], days.Keys);
        Assert.Equal([30, 20, 10], days[DayKey.Place(100)].Newest.Select(n => n.ObservedAtUs));
    }

    private protected async Task Reopen()
    {
        await Close();
        opened = await Open(Folder);
        Store = opened.OpenStore("silo-1");
    }

    private protected async Task Committed(params Append[] batch) => Assert.Equal(CommitAttempt.Committed, await Store.Commit(batch, default));

    private protected static Append Make(string stream, ulong firstSeq, long incarnation = 1, long number = 1, int events = 1) =>
        new(incarnation, number, Envelope.Unknown, [Slice(stream, firstSeq, events)], [], new ReadRows());

    private static StreamSlice Slice(string stream, ulong firstSeq, int events) =>
        new(stream, firstSeq, [.. Enumerable.Range(0, events).Select(i => new JournalEvent("Test", [(byte)((int)firstSeq + i)]))]);

    /// <summary>Each row's columns, joined by a bar.</summary>
    private protected IReadOnlyList<string> Lines(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read()) lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] bytes ? Convert.ToHexStringLower(bytes) : $"{rows.GetValue(i)}")));
        return lines;
    }

    private static Append WithDay(Append append, string grid, ulong version, ulong opened, int date = 100, string unit = "")
    {
        var counts = new DayCounts { Valid = opened, Opened = opened, AwaitingReview = opened };
        counts.ByCategory["a/b"] = opened;
        append.Rows.Add(DayTallyProjection.Row(grid, new DayKey(date, unit), Tally.From(counts, version, []).Freeze()));
        return append;
    }
}
