using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>What is decided about a report that was counted before: such decisions are few, so it is read from the store each time.</summary>
public sealed partial class GridGrain
{
    /// <param name="decide">Gets null where no such report counts here.</param>
    private async Task<(TReply? Reply, CommitStatus Why)> OfCounted<TReply>(string reportId, Func<GridState, CountedReport?, Decided<TReply>> decide)
    {
        // What was decided before may be the very report: from here on the store has it.
        var (_, unsettled) = await Run(_ => null, _ => new Decided<bool>(true));
        if (unsettled != CommitStatus.Committed) return (default, unsettled);
        var report = new StoredReport(reportId, code, Silo);
        return await Run(
            state => report.Counted is { } counted ? days.Missing(state, GridDecider.DaysTouchedBy(counted)) : null,
            state => decide(state, report.Counted),
            report.Missing);
    }

    /// <summary>A report as the store has it, read once for each load of the state: another load may have seen more.</summary>
    private sealed class StoredReport(string reportId, string grid, SiloContext silo)
    {
        private GridState? readFor;

        public CountedReport? Counted { get; private set; }

        public Task? Missing(GridState state) => readFor == state ? null : Read(state);

        private async Task Read(GridState state)
        {
            Counted = ReportIds.TryParse(reportId, out var id) ? await silo.Streams.Report(grid, id, CancellationToken.None) : null;
            readFor = state;
        }
    }
}
