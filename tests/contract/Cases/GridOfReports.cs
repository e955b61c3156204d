using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Cases;

/// <summary>A grid's reports as its grain writes them: events, and the rows that its state makes of them.</summary>
internal sealed class GridOfReports(string grid)
{
    /// <summary>2024-10-04.</summary>
    public const int Day = 20_000;

    private readonly GridState state = new(grid);
    private ulong seq;
    private long appends;

    /// <summary>The next append.</summary>
    /// <param name="contentBytes">Of each report.</param>
    public Append Next(int reports = 1, int contentBytes = 0)
    {
        if (!state.Days.ContainsKey(DayKey.Place(Day))) state.OpenDay(DayKey.Place(Day), new Tally());
        var (rows, run, events, first) = (new ReadRows(), new List<Recorded<GridEvent>>(), new List<JournalEvent>(), seq + 1);
        for (var i = 0; i < reports; i++)
        {
            var e = new GridEvent { Accepted = new ReportAccepted { ReportId = ReportIds.ToBytes(Guid.NewGuid()), LocalDate = Day, Category = "a/b", Outcome = Outcome.Recorded } };
            state.Apply(++seq, e);
            run.Add(new Recorded<GridEvent>(seq, e, Envelope.Unknown));
            events.Add(GridStream.Kind.ToJournal(e, (int)e.KindCase, contentBytes == 0 ? null : new ContentRow("", Day, new byte[contentBytes])));
        }
        GridStream.Kind.Project(new StreamRun<GridEvent>($"grid/{grid}", grid, run), state, rows);
        return new Append(grid.GetHashCode(StringComparison.Ordinal), ++appends, Envelope.Unknown, [new StreamSlice($"grid/{grid}", first, events)], [], rows);
    }

    public async Task Report(IJournalStore store, int reports = 1) =>
        Assert.Equal(CommitAttempt.Committed, await store.Commit([Next(reports)], default));
}
