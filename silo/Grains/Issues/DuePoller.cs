using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Projections;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>
/// Wakes the issues of this silo's grids whose clocks are due, by the rows that they left in the store: nothing is lost with a
/// process, and where two silos believe to run a grid, the issue rings once.
/// </summary>
/// <remarks>One look at a time.</remarks>
public sealed class DuePoller(SiloContext silo)
{
    /// <summary>How late a card may be, beside the look itself.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Issues whose clocks are due, woken in one look; after an outage the rest come with the next.</summary>
    public const int IssuesMax = 256;

    /// <summary>
    /// The same of untouched ones, whose clocks are set long before they are due: 115,000 in the half hour that there is. More
    /// would stand in the way of the grids that wake after a start (seen: 107 ms in place of 14 at the 99th percentile).
    /// </summary>
    public const int UntouchedMax = 32;

    /// <summary>Issues looked at side by side: who reports meanwhile need not wait behind all of them.</summary>
    private const int SideBySide = 8;

    /// <summary>
    /// The first warning of all is given 96 minutes after the opening at the earliest, by the default limits; an untouched issue is
    /// called due after two hours (<see cref="IssueProjection.UntouchedDueAfterUs"/>), and gets its clocks this much before; in a town
    /// with limits of its own for the first clocks, at once.
    /// </summary>
    private const long SetUpBeforeUs = 30 * Instant.MinuteUs;

    private (RegionTree? Tree, IReadOnlyList<string> Codes) grids = (null, []);
    private Domain.Placement.PlacementMap? map;
    private IReadOnlyList<string> own = [];
    private (long DueUs, string? IssueId) seen;

    public async Task Poll(CancellationToken cancellation)
    {
        try
        {
            Place();
            if (own.Count == 0) return;
            var nowUs = Instant.From(silo.Time.GetUtcNow());
            var due = await silo.ReadModel.Query(Deadlines.Due(own, nowUs, IssuesMax), cancellation);
            var untouched = await silo.ReadModel.Query(UntouchedIssue.Due(seen.DueUs, seen.IssueId ?? "", nowUs + (silo.Loop.SetsFirstClocks ? IssueProjection.UntouchedDueAfterUs : SetUpBeforeUs), UntouchedMax), cancellation);
            var mine = own.ToHashSet(StringComparer.Ordinal);
            var issues = due.Where(one => one.Kind == IssueDeadlineProjection.Kind).Select(one => one.Stream[(GrainNames.Issue.Length + 1)..])
                .Concat(untouched.Where(one => mine.Contains(one.Grid)).Select(one => one.IssueId)).Distinct();
            var failed = 0;
            await Parallel.ForEachAsync(issues, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation }, async (id, _) =>
            {
                if (!await Look(id, nowUs)) Interlocked.Increment(ref failed);
            });
            // Who failed is found again: by its row, or because the next look begins at the beginning.
            seen = failed > 0 ? default : untouched.Count > 0 ? (untouched[^1].DueUs, untouched[^1].IssueId) : seen;
        }
        // A read that was given up is cancelled too: only whoever asked ends this.
        catch (Exception) when (cancellation.IsCancellationRequested) { }
        catch (Exception e) { GrainLog.DueNotRead(silo.Logger, e.Message); }
    }

    /// <summary>Sends what a crash or a move left unsent in this silo's grids.</summary>
    public async Task Recover()
    {
        try
        {
            Place();
            if (own.Count > 0) await silo.Outbox.Recover(own);
        }
        catch (Exception e) { GrainLog.DueNotRead(silo.Logger, e.Message); }
    }

    private async Task<bool> Look(string issue, long nowUs)
    {
        try
        {
            await silo.Grains.GetGrain<IIssueGrain>(issue).LookAtClocks(new LookAtClocks { NowUs = nowUs });
            return true;
        }
        catch (Exception e)
        {
            GrainLog.NotRung(silo.Logger, issue, e.Message);
            return false;
        }
    }

    /// <summary>Every grid that ever was: what is left open in one that is gone has its clocks, too.</summary>
    private void Place()
    {
        var (tree, now) = (silo.Town.Regions, silo.Placement.Current);
        if (ReferenceEquals(grids.Tree, tree) && ReferenceEquals(map, now)) return;
        map = now;
        if (!ReferenceEquals(grids.Tree, tree))
            grids = (tree, [.. tree.Definitions.Where(one => one.Region.Kind == RegionKind.Grid).Select(one => one.Region.Code).Distinct(StringComparer.Ordinal)]);
        string[] here = [.. grids.Codes.Where(code => map.SiloOfGrid(code) == silo.Name)];
        if (here.Length != own.Count || !here.SequenceEqual(own, StringComparer.Ordinal)) (own, seen) = (here, default); // what another silo has seen, this one has not
    }
}
