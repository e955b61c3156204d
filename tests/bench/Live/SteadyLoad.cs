using System.Diagnostics;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Live;

/// <summary>
/// Reports at a steady pace over the whole town, one a message, on eight streams. A village's reports keep to one stream,
/// so that its receipts come back in the order in which its grids decided.
/// </summary>
internal sealed class SteadyLoad(BenchTown town, ReportMaker maker, int perSecond, int seconds)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, Arrivals> accepted = new(StringComparer.Ordinal);

    public Outcomes Outcomes { get; } = new();

    public Arrivals AcceptedIn(string region)
    {
        // Drawn at random, so a region may get more than its share; a village has at most a tenth of the town's grids.
        if (!accepted.TryGetValue(region, out var arrivals)) accepted[region] = arrivals = new Arrivals(perSecond * (seconds + 2));
        return arrivals;
    }

    /// <summary>Sends for so many seconds; completes when all is acknowledged.</summary>
    public async Task Run(Uri grpc, Action<double> atSecond)
    {
        var streamOf = town.Villages.Select((village, i) => (village, i)).ToDictionary(v => v.village, v => v.i % Fleet.Streams);
        foreach (var region in town.Grids.Concat(town.Villages)) AcceptedIn(region);
        var streams = await Task.WhenAll(Enumerable.Range(0, Fleet.Streams).Select(_ => ReportStream.Open(grpc, Fleet.WindowBatches, Acknowledged)));
        var reports = maker.Many(perSecond * seconds);
        GC.Collect();
        using var timer = new PeriodicTimer(Tick);
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < reports.Count;)
        {
            var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            atSecond(elapsed);
            for (var due = Math.Min(reports.Count, (int)(elapsed * perSecond)); sent < due; sent++)
                await streams[streamOf[town.VillageOf(reports[sent].GridCode)]].Send(new ReportBatch { Reports = { reports[sent] } });
            await timer.WaitForNextTickAsync();
        }
        await Task.WhenAll(streams.Select(stream => stream.Finish()));
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    private void Acknowledged(BatchAck ack)
    {
        var now = Stopwatch.GetTimestamp();
        Outcomes.Count(ack);
        foreach (var receipt in ack.Receipts)
        {
            if (receipt.Outcome is not (Outcome.Opened or Outcome.Joined or Outcome.Recorded)) continue;
            accepted[receipt.GridCode].Add(now);
            accepted[town.VillageOf(receipt.GridCode)].Add(now);
        }
    }
}
