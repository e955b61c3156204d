using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store tells of device clocks that were corrected.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Corrected_clocks_are_counted_by_grid_with_the_largest_correction_and_a_rebuild_brings_those_of_before()
    {
        await Committed(Corrected("A", 0, 45_000, -90_000), Corrected("B", 31_000), Corrected("C", 0));
        ClockCorrections[] expected = [new("A", 2, -90_000), new("B", 1, 31_000)];
        Assert.Equal(expected, await Journal.ReadModel.Query(ClockCorrections.On(Day), default));
        Assert.Empty(await Journal.ReadModel.Query(ClockCorrections.On(Day + 1), default));

        Change("update report set clock_offset_ms = 0"); // as a release without the column left it
        Assert.Equal(3, (await Rebuilt(check: false)).Count);
        Assert.Equal(expected, await Journal.ReadModel.Query(ClockCorrections.On(Day), default));
    }

    private static Append Corrected(string grid, params long[] offsetsMs)
    {
        var (state, rows, run) = (new GridState(grid), new ReadRows(), new List<Recorded<GridEvent>>());
        state.OpenDay(Domain.Summaries.DayKey.Place(Day), new Domain.Summaries.Tally());
        foreach (var offsetMs in offsetsMs)
        {
            var e = new GridEvent { Accepted = new ReportAccepted { ReportId = ReportIds.ToBytes(Guid.NewGuid()), LocalDate = Day, Category = "a/b", Outcome = Outcome.Recorded, ClockOffsetMs = offsetMs } };
            state.Apply(state.Seq + 1, e);
            run.Add(new Recorded<GridEvent>(state.Seq, e, Envelope.Unknown));
        }
        GridStream.Kind.Project(new StreamRun<GridEvent>($"grid/{grid}", grid, run), state, rows);
        return new Append(grid[0], 1, Envelope.Unknown, [new StreamSlice($"grid/{grid}", 1, [.. run.Select(e => GridStream.Kind.ToJournal(e.Event, (int)e.Event.KindCase))])], [], rows);
    }
}
