using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>One field device's stream on a connection of its own, with a bound on what it has sent without an acknowledgement.</summary>
public sealed class ReportStream : IAsyncDisposable
{
    private readonly GrpcChannel channel;
    private readonly AsyncDuplexStreamingCall<ReportBatch, BatchAck> call;
    private readonly SemaphoreSlim window;
    private readonly Action<BatchAck> acknowledged;
    private readonly Task reading;
    private ulong sequence;

    private ReportStream(Uri grpc, int windowBatches, Action<BatchAck> acknowledged)
    {
        channel = GrpcChannel.ForAddress(grpc);
        call = new FieldGateway.FieldGatewayClient(channel).StreamReports();
        window = new SemaphoreSlim(windowBatches);
        this.acknowledged = acknowledged;
        reading = Read();
    }

    /// <param name="acknowledged">Called on the reading side, in the order of the batches.</param>
    public static async Task<ReportStream> Open(Uri grpc, int windowBatches, Action<BatchAck> acknowledged)
    {
        var stream = new ReportStream(grpc, windowBatches, acknowledged);
        await stream.call.ResponseHeadersAsync;
        return stream;
    }

    /// <summary>Complete when the server has ended the stream, or the connection broke.</summary>
    public Task Ended => reading;

    /// <summary>Sends a batch as soon as the window has room.</summary>
    public async ValueTask Send(ReportBatch batch)
    {
        if (!window.Wait(0))
        {
            // A stream that ended acknowledges nothing more: its reason is with the responses.
            if (await Task.WhenAny(window.WaitAsync(), reading) == reading) await reading;
        }
        batch.Sequence = ++sequence;
        await call.RequestStream.WriteAsync(batch);
    }

    /// <summary>Completes when all that was sent is acknowledged.</summary>
    public async Task Finish()
    {
        await call.RequestStream.CompleteAsync();
        await reading;
    }

    public ValueTask DisposeAsync()
    {
        call.Dispose();
        channel.Dispose();
        window.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Read()
    {
        await foreach (var ack in call.ResponseStream.ReadAllAsync())
        {
            acknowledged(ack);
            window.Release();
        }
    }
}
