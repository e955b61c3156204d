using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class GridStateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Events_come_one_after_another(ulong seq)
    {
        var state = new GridState("G1");
        var e = new JournaledGrid().Receive(Samples.Report()).Event!;
        Assert.Throws<InvalidOperationException>(() => state.Apply(seq, e));
        Assert.Equal(0ul, state.Seq);
        state.Apply(1, e);
        Assert.Equal(1ul, state.Seq);
        Assert.Throws<InvalidOperationException>(() => state.Apply(1, e));
    }

    [Fact]
    public void An_event_of_a_later_program_is_not_taken_for_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new GridState("G1").Apply(1, new GridEvent()));

    [Fact]
    public void Only_days_that_are_open_are_counted()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1, r => r.StewardId = "wz-002"));
        grid.Receive(Samples.Report(2, r => r.Text = ""));
        var place = new GridState("G1");
        place.OpenDay(DayKey.Place(Samples.Today), new Tally());
        var found = new GridState("G1");
        found.OpenDay(new DayKey(Samples.Today, "H"), new Tally());
        var none = new GridState("G1");
        foreach (var (e, at) in grid.Events.Select((e, at) => (e, (ulong)at + 1)))
            foreach (var state in new[] { place, found, none }) state.Apply(at, e);
        Assert.Equal((1ul, 1ul), CountsOf(place, DayKey.Place(Samples.Today)));
        Assert.Equal((1ul, 0ul), CountsOf(found, new DayKey(Samples.Today, "H")));
        Assert.Empty(none.Days);
        Assert.Equal(1, none.Known.Count);
        place.CloseDay(DayKey.Place(Samples.Today));
        Assert.Empty(place.Days);
    }

    [Fact]
    public void A_snapshot_holds_open_issues_and_the_ids_of_eight_days()
    {
        var grid = new JournaledGrid();
        grid.Receive(Samples.Report(1));
        grid.Receive(Samples.Report(2, r => r.Text = ""));
        grid.Receive(Samples.Report(3, r => r.JoinsIssueId = "G1.1"));
        Assert.Equal(new GridSnapshot
        {
            IssuesOpened = 1,
            OpenIssues = { new OpenIssue { IssueId = "G1.1", Category = Samples.Pothole, ObservedAtUs = Samples.NowUs, Seq = 1 } },
            Known = { Known(1, "G1.1", Samples.Report(1)), Known(3, "G1.1", Samples.Report(3, r => r.JoinsIssueId = "G1.1")) },
            Refused = { Known(2, "") },
        }, grid.State.ToSnapshot());
        var read = GridState.From("G1", 3, grid.State.ToSnapshot().ToByteArray());
        Assert.Equal(grid.State.ToSnapshot(), read.ToSnapshot());
        Assert.Equal((3ul, "G1"), (read.Seq, read.Code));
    }

    private static KnownId Known(int id, string issue, Report? of = null) => new()
    {
        ReportId = ReportIds.ToBytes(Samples.Id(id)),
        IssueId = issue,
        ReceivedAtUs = Samples.NowUs,
        ContentMark = of is null ? 0 : ContentDigest.MarkOf(ContentDigest.Of(of)),
    };

    private static (ulong Valid, ulong Invalid) CountsOf(GridState state, DayKey key)
    {
        var counts = state.Days[key].ToCounts();
        return (counts.Valid, counts.Invalid);
    }
}
