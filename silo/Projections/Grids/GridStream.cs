using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>Streams <c>grid/{code}</c>.</summary>
public static class GridStream
{
    public static readonly StreamKind<GridEvent, GridState> Kind =
        new("grid/", GridEvent.Parser, code => new GridState(code), Fold, new ReportProjection(), new DayTallyProjection())
        {
            Upcaster = () => new WithdrawalUpcaster(),
        };

    // From the first event on, a day that is not open is one without reports.
    private static GridState Fold(GridState state, Recorded<GridEvent> e)
    {
        foreach (var key in GridDecider.DaysTouchedBy(e.Event))
            if (!state.Days.ContainsKey(key)) state.OpenDay(key, new Tally());
        state.Apply(e.Seq, e.Event);
        return state;
    }
}
