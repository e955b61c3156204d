using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>
/// A device that does not give up: what is answered RETRY goes again, what was not acknowledged when the connection broke
/// goes again on the next one. One report a message.
/// </summary>
/// <param name="address">Where the server is now; asked before each connection.</param>
/// <param name="settled">Called once for each report: when it was first sent and when its receipt came, timestamps of <see cref="Stopwatch"/>.</param>
public sealed class Persistent(Func<Uri> address, Action<ReportReceipt, long, long> settled)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Report> outgoing = Channel.CreateUnbounded<Report>(new() { SingleReader = true });
    private readonly Dictionary<string, (Report Report, long Sent)> open = [];
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isComplete;

    /// <summary>Answers RETRY.</summary>
    public long Retries { get; private set; }

    /// <summary>Connections that broke.</summary>
    public long Breaks { get; private set; }

    public void Send(Report report)
    {
        lock (open) open.Add(report.ReportId, (report, Stopwatch.GetTimestamp()));
        outgoing.Writer.TryWrite(report);
    }

    /// <summary>No more will be sent. <see cref="Run"/> ends when all that was is settled.</summary>
    public void Complete()
    {
        lock (open)
        {
            isComplete = true;
            if (open.Count == 0) empty.TrySetResult();
        }
    }

    public async Task Run()
    {
        while (!empty.Task.IsCompleted)
        {
            try
            {
                await using var stream = await ReportStream.Open(address(), Fleet.WindowBatches, Take);
                await Feed(stream);
            }
            catch (Exception e) when (e is RpcException or IOException or HttpRequestException or OperationCanceledException or InvalidOperationException)
            {
                Breaks++;
                await Task.Delay(AgainAfter);
                while (outgoing.Reader.TryRead(out _)) { } // all that is open goes again
                List<Report> again;
                lock (open) again = [.. open.Values.Select(o => o.Report)];
                foreach (var report in again) outgoing.Writer.TryWrite(report);
            }
        }
    }

    private async Task Feed(ReportStream stream)
    {
        while (true)
        {
            while (outgoing.Reader.TryRead(out var report))
            {
                lock (open)
                    if (!open.ContainsKey(report.ReportId)) continue;
                await stream.Send(new ReportBatch { Reports = { report } });
            }
            var more = outgoing.Reader.WaitToReadAsync().AsTask();
            var first = await Task.WhenAny(more, empty.Task, stream.Ended);
            if (first == stream.Ended)
            {
                await stream.Ended;
                throw new IOException("the server ended the stream");
            }
            if (first != empty.Task) continue;
            await stream.Finish();
            return;
        }
    }

    private void Take(BatchAck ack)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var receipt in ack.Receipts)
        {
            (Report Report, long Sent) sent;
            lock (open)
            {
                if (!open.TryGetValue(receipt.ReportId, out sent)) continue;
                if (receipt.Outcome == Outcome.Retry) Retries++;
                else open.Remove(receipt.ReportId);
                if (isComplete && open.Count == 0) empty.TrySetResult();
            }
            if (receipt.Outcome == Outcome.Retry) _ = Again(sent.Report);
            else settled(receipt, sent.Sent, now);
        }
    }

    private async Task Again(Report report)
    {
        await Task.Delay(AgainAfter);
        outgoing.Writer.TryWrite(report);
    }
}
