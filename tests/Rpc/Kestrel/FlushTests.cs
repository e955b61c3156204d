using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Kestrel.Calls;
using RealtimeGov.Rpc.Tests.Framing;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>Never a flush per message: the hot road's first rule.</summary>
public sealed class FlushTests
{
    private const int MessageBytes = 100;
    private const int FrameBytes = MessageBytes + 5 + 2;

    private readonly CountingWriter _output = new();
    private readonly Channel<Payload> _source = Channel.CreateUnbounded<Payload>();

    [Fact]
    public async Task Responses_that_are_ready_are_not_flushed_one_by_one()
    {
        Offer(200);
        _source.Writer.Complete();
        await Run(flushThresholdBytes: 1_000_000);
        Assert.Equal((0, 200L * FrameBytes), (_output.Flushes, _output.Bytes));
    }

    [Fact]
    public async Task What_is_ready_is_flushed_once_when_the_handler_waits()
    {
        Offer(10);
        var running = Run(flushThresholdBytes: 1_000_000);
        Assert.Equal((1, 10L * FrameBytes), (_output.Flushes, _output.Bytes));
        Offer(1);
        _source.Writer.Complete();
        await running;
        Assert.Equal(11L * FrameBytes, _output.Bytes);
    }

    [Fact]
    public async Task The_threshold_flushes_in_between()
    {
        Offer(100);
        _source.Writer.Complete();
        await Run(flushThresholdBytes: 10 * FrameBytes);
        Assert.Equal((10, 100L * FrameBytes), (_output.Flushes, _output.Bytes));
    }

    [Fact]
    public async Task A_transport_that_has_closed_is_a_caller_who_has_gone()
    {
        _output.Closed = true;
        Offer(1);
        var fault = await Assert.ThrowsAsync<RpcException>(() => Run(flushThresholdBytes: 1));
        Assert.Equal((StatusCode.Cancelled, "the caller has gone"), (fault.StatusCode, fault.Message));
    }

    private void Offer(int messages)
    {
        for (var count = 0; count < messages; count++) Assert.True(_source.Writer.TryWrite(Frames.Message(MessageBytes)));
    }

    private async Task Run(int flushThresholdBytes)
    {
        using var clock = new CallClock(null, TimeProvider.System, CancellationToken.None, CancellationToken.None);
        var call = new KestrelCallContext(new DefaultHttpContext(), "/test", clock);
        await call.SendResponseHeaders();
        var writer = new ResponseWriter<Payload>(_output, Frames.Payloads, call, flushThresholdBytes);
        await ResponsePump.Run(_source.Reader.ReadAllAsync(), writer, call);
    }

    private sealed class CountingWriter : PipeWriter
    {
        private readonly byte[] _memory = new byte[4096];

        public bool Closed { get; set; }

        public int Flushes { get; private set; }

        public long Bytes { get; private set; }

        public override void Advance(int bytes) => Bytes += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: Closed));
        }

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }
}
