using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Show;

/// <summary>
/// A downpour over one grid: one report opens the issue, all others join it, from many devices at once. More than a grid
/// may hold undecided, so some are answered RETRY and sent again: intake lags, and nothing is lost.
/// </summary>
/// <param name="lines">Where the devices report, each on a stream of its own; at least one.</param>
public sealed class Storm(Town town, StewardRoster roster, IReadOnlyList<IReporter> lines, Chance chance, Func<Guid> newId, TimeProvider time)
{
    /// <summary>In one message, the most that a gateway takes: a grid may hold 2,000.</summary>
    public const int BatchMax = 500;

    /// <summary>Batches of one device at once.</summary>
    private const int AtOnceMax = 4;

    private const string Prefix = "暴雨：";

    /// <returns>How many of the reports count: all, unless the server refuses some.</returns>
    public async Task<int> BreakAsync(Grid over, int reports, CancellationToken cancellation)
    {
        var kind = town.Phrases.Choose(chance, over.Village.IsCommunity);
        var first = Report(over, kind, joins: "");
        var opened = (await lines[0].ReportAsync([first], cancellation))[0];
        var batches = new Queue<Report[]>(Enumerable.Range(1, Math.Max(0, reports - 1)).Select(_ => Report(over, kind, opened.IssueId)).Chunk(BatchMax));
        var counted = Valid(opened) ? 1 : 0;
        var sending = lines.SelectMany(line => Enumerable.Repeat(line, AtOnceMax)).Select(line => SendAsync(line, batches, cancellation));
        return counted + (await Task.WhenAll(sending)).Sum();
    }

    private static async Task<int> SendAsync(IReporter line, Queue<Report[]> batches, CancellationToken cancellation)
    {
        var counted = 0;
        while (true)
        {
            Report[]? batch;
            lock (batches)
                if (!batches.TryDequeue(out batch)) return counted;
            counted += (await line.ReportAsync(batch, cancellation)).Count(Valid);
        }
    }

    private static bool Valid(ReportReceipt receipt) => receipt.Outcome is Outcome.Opened or Outcome.Joined or Outcome.Recorded;

    private Report Report(Grid grid, CategoryKind kind, string joins) => new()
    {
        ReportId = newId().ToString("D"),
        StewardId = chance.Pick(roster.ByGrid[grid.Code]).Id,
        GridCode = grid.Code,
        Category = kind.Code,
        Text = Prefix + town.Phrases.Say(chance, kind, grid.Village.IsCommunity),
        Location = grid.Shape.PointInside(chance),
        ObservedAt = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
        Disposition = Disposition.Handle,
        Origin = Origin.Steward,
        JoinsIssueId = joins,
    };
}
