using System.Diagnostics;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Ingest.Ours;

/// <summary>One report in flight: how long an acknowledgement takes when nothing else goes on.</summary>
internal static class Alone
{
    public static async Task<Latencies> Time(Uri grpc, IEnumerable<Report> reports, Outcomes outcomes)
    {
        var latencies = new Latencies();
        var arrived = new TaskCompletionSource();
        await using var stream = await ReportStream.Open(grpc, windowBatches: 1, ack =>
        {
            outcomes.Count(ack);
            arrived.SetResult();
        });
        foreach (var report in reports)
        {
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var began = Stopwatch.GetTimestamp();
            await stream.Send(new ReportBatch { Reports = { report } });
            await arrived.Task;
            latencies.AddSince(began);
        }
        await stream.Finish();
        return latencies;
    }
}
