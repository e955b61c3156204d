using Google.Protobuf.Reflection;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Bench.Support.Transport;

/// <summary>One field device's stream on a connection of its own, with a bound on what it has sent without an acknowledgement.</summary>
public sealed class ReportStream : IAsyncDisposable
{
    private static readonly MethodDescriptor Method = FieldReflection.Descriptor.Services[0].FindMethodByName("StreamReports");

    private readonly RpcChannel channel;
    private readonly DuplexCall<ReportBatch, BatchAck> call;
    private readonly SemaphoreSlim window;
    private readonly Action<BatchAck> acknowledged;
    private readonly Task reading;
    private ulong sequence;

    private ReportStream(Uri grpc, int windowBatches, Action<BatchAck> acknowledged)
    {
        channel = new RpcChannel(grpc);
        call = channel.Duplex<ReportBatch, BatchAck>(Method);
        window = new SemaphoreSlim(windowBatches);
        this.acknowledged = acknowledged;
        reading = Read();
    }

    /// <param name="acknowledged">Called on the reading side, in the order of the batches.</param>
    public static async Task<ReportStream> Open(Uri grpc, int windowBatches, Action<BatchAck> acknowledged)
    {
        var stream = new ReportStream(grpc, windowBatches, acknowledged);
        await stream.call.WaitForHeaders();
        return stream;
    }

    /// <summary>Complete when the server has ended the stream, or the connection broke.</summary>
    public Task Ended => reading;

    /// <summary>Sends a batch as soon as the window has room; it may gather with the next until <see cref="Flush"/>.</summary>
    public async ValueTask Send(ReportBatch batch)
    {
        if (!window.Wait(0))
        {
            await call.Flush();
            // A stream that ended acknowledges nothing more: its reason is with the responses.
            if (await Task.WhenAny(window.WaitAsync(), reading) == reading) await reading;
        }
        batch.Sequence = ++sequence;
        await call.Write(batch, more: true);
    }

    public ValueTask Flush() => call.Flush();

    /// <summary>Completes when all that was sent is acknowledged.</summary>
    public async Task Finish()
    {
        await call.CompleteWrites();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await call.DisposeAsync();
        await channel.DisposeAsync();
        window.Dispose();
    }

    private async Task Read()
    {
        await foreach (var ack in call.Responses())
        {
            acknowledged(ack);
            window.Release();
        }
    }
}
