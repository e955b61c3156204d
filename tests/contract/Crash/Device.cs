using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Contract.Tests.Crash;

/// <summary>A device that streams without pause, and sends again what was not acknowledged.</summary>
internal sealed class Device(IReadOnlyList<string> grids)
{
    private const int ReportsPerBatch = 20;
    private const int WindowMax = 64;

    private readonly Dictionary<Guid, Report> unacknowledged = [];
    private int made;

    /// <summary>Ids whose receipt said that they are in the journal.</summary>
    public HashSet<Guid> Acknowledged { get; } = [];

    /// <summary>Answers RETRY: nothing is known of the report, and it goes again.</summary>
    public int Retries { get; private set; }

    public int Made => made;

    /// <summary>Streams until <paramref name="batches"/> batches are acknowledged, then runs <paramref name="then"/> and streams on until the connection breaks.</summary>
    public async Task StreamUntilBroken(Uri server, int batches, Func<Task> then)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new FieldGateway.FieldGatewayClient(channel).StreamReports();
        using var window = new SemaphoreSlim(WindowMax);
        using var broken = new CancellationTokenSource();
        var sending = Send(call, window, () => Next(), broken.Token);
        try
        {
            var count = 0;
            await foreach (var ack in call.ResponseStream.ReadAllAsync())
            {
                Take(ack);
                window.Release();
                if (++count == batches) await then();
            }
        }
        catch (RpcException) { } // the server was killed: that is the point
        await broken.CancelAsync();
        await sending;
    }

    /// <summary>Streams so many batches to their end; <paramref name="then"/> runs beside it from the <paramref name="after"/>th acknowledgement on.</summary>
    public async Task Stream(Uri server, int batches, int after, Func<Task> then)
    {
        var beside = Task.CompletedTask;
        var written = 0;
        await Exchange(server, () => written++ < batches ? Next() : null, acknowledged =>
        {
            if (acknowledged == after) beside = then();
        });
        await beside;
    }

    /// <summary>Sends all that was not acknowledged, until it is.</summary>
    public async Task SendTheRest(Uri server)
    {
        while (unacknowledged.Count > 0)
        {
            var batches = new Queue<Report[]>(unacknowledged.Values.Chunk(ReportsPerBatch));
            await Exchange(server, () => batches.TryDequeue(out var batch) ? batch : null, _ => { });
        }
    }

    private async Task Exchange(Uri server, Func<IReadOnlyList<Report>?> next, Action<int> acknowledged)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new FieldGateway.FieldGatewayClient(channel).StreamReports();
        using var window = new SemaphoreSlim(WindowMax);
        var sending = Send(call, window, next, default);
        var count = 0;
        await foreach (var ack in call.ResponseStream.ReadAllAsync())
        {
            Take(ack);
            window.Release();
            acknowledged(++count);
        }
        await sending;
    }

    private static async Task Send(AsyncDuplexStreamingCall<ReportBatch, BatchAck> call, SemaphoreSlim window, Func<IReadOnlyList<Report>?> next, CancellationToken broken)
    {
        try
        {
            for (ulong sequence = 1; next() is { } reports; sequence++)
            {
                await window.WaitAsync(broken);
                await call.RequestStream.WriteAsync(new ReportBatch { Sequence = sequence, Reports = { reports } });
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or IOException or InvalidOperationException or OperationCanceledException) { } // the reader hears why
    }

    /// <summary>First what is owed from before, then new ones.</summary>
    private List<Report> Next()
    {
        lock (unacknowledged)
        {
            var batch = unacknowledged.Values.Where(r => owed.Contains(r.ReportId)).Take(ReportsPerBatch).ToList();
            owed.ExceptWith(batch.Select(r => r.ReportId));
            while (batch.Count < ReportsPerBatch)
            {
                var report = Make();
                unacknowledged.Add(Guid.Parse(report.ReportId), report);
                batch.Add(report);
            }
            return batch;
        }
    }

    private readonly HashSet<string> owed = [];

    /// <summary>What was not acknowledged goes again on the next stream.</summary>
    public void Reconnect()
    {
        lock (unacknowledged) owed.UnionWith(unacknowledged.Values.Select(r => r.ReportId));
    }

    private void Take(BatchAck ack)
    {
        lock (unacknowledged)
            foreach (var receipt in ack.Receipts)
            {
                if (receipt.Outcome is Outcome.Retry)
                {
                    owed.Add(receipt.ReportId);
                    Retries++;
                    continue;
                }
                if (receipt.Outcome is not (Outcome.Opened or Outcome.Duplicate)) throw new InvalidOperationException($"receipt {receipt}");
                ReportIds.TryParse(receipt.ReportId, out var id);
                Acknowledged.Add(id);
                unacknowledged.Remove(id);
            }
    }

    private Report Make() => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        GridCode = grids[made++ % grids.Count],
        Text = "路面坑洼",
        Origin = Origin.Import,
        ObservedAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
    };
}
