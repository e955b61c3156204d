using System.Diagnostics;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>The load client of every comparison: eight streams, a window of 256 on each.</summary>
public static class Fleet
{
    public const int Streams = 8;

    /// <summary>Messages without an acknowledgement on one stream.</summary>
    public const int WindowBatches = 256;

    /// <summary>
    /// And reports: 256 messages of 256 reports on eight streams would be half a million, beyond every bound of the server,
    /// which would rightly answer RETRY.
    /// </summary>
    public const int WindowReports = 2_048;

    /// <summary>Sends all reports and returns the seconds from the first byte to the last acknowledgement.</summary>
    public static async Task<double> Send(Uri grpc, IReadOnlyList<Report> reports, int reportsPerMessage, Outcomes outcomes)
    {
        var shares = Shares(reports, reportsPerMessage);
        var window = Math.Max(1, Math.Min(WindowBatches, WindowReports / reportsPerMessage));
        var streams = await Task.WhenAll(shares.Select(_ => ReportStream.Open(grpc, window, outcomes.Count)));
        try
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(streams.Zip(shares, (stream, share) => Task.Run(() => Send(stream, share))));
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    private static async Task Send(ReportStream stream, List<ReportBatch> batches)
    {
        foreach (var batch in batches) await stream.Send(batch);
        await stream.Finish();
    }

    private static List<ReportBatch>[] Shares(IReadOnlyList<Report> reports, int reportsPerMessage)
    {
        var shares = Enumerable.Range(0, Streams).Select(_ => new List<ReportBatch>()).ToArray();
        var next = 0;
        foreach (var chunk in reports.Chunk(reportsPerMessage))
            shares[next++ % Streams].Add(new ReportBatch { Reports = { chunk } });
        return shares;
    }
}
