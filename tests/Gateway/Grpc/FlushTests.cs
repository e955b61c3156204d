using System.IO.Pipelines;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Gateway.Grpc;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>Never a flush per message: the hot road's first rule.</summary>
public sealed class FlushTests
{
    private const int MessageBytes = 1024;

    private readonly CountingBody body = new();
    private readonly Channel<byte[]> source = Channel.CreateUnbounded<byte[]>();
    private readonly FakeCall call = new();

    public FlushTests()
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(new StartedResponse());
        http.Features.Set<IHttpResponseBodyFeature>(body);
        call.UserState["__HttpContext"] = http;
    }

    [Fact]
    public async Task ResponsesThatAreReadyAreNotFlushedOneByOne()
    {
        Offer(31);
        source.Writer.Complete();

        await Run();

        Assert.Equal((0, 31 * MessageBytes), (body.Writer.Flushes, body.Writer.Bytes));
    }

    [Fact]
    public async Task WhatIsReadyIsFlushedOnceWhenNoFurtherOneIs()
    {
        Offer(10);
        var running = Run();
        Assert.Equal((1, 10 * MessageBytes), (body.Writer.Flushes, body.Writer.Bytes));

        source.Writer.Complete();
        await running;

        Assert.Equal(1, body.Writer.Flushes);
    }

    [Fact]
    public async Task ThirtyTwoKibibytesAreFlushedInBetween()
    {
        Assert.Equal(32 * 1024, ResponsePump.FlushBytes);
        Offer(100);
        source.Writer.Complete();

        await Run();

        Assert.Equal((3, 100 * MessageBytes), (body.Writer.Flushes, body.Writer.Bytes));
    }

    private void Offer(int messages)
    {
        for (var count = 0; count < messages; count++) Assert.True(source.Writer.TryWrite(new byte[MessageBytes]));
    }

    private Task Run() => new LibrarysWriter(body.Writer, call).WriteAllAsync(source.Reader.ReadAllAsync(), call);

    /// <summary>As the library's: it flushes each message unless the call's write options say otherwise.</summary>
    private sealed class LibrarysWriter(CountingWriter output, ServerCallContext call) : IServerStreamWriter<byte[]>
    {
        public WriteOptions? WriteOptions { get; set; }

        public async Task WriteAsync(byte[] message)
        {
            output.Write(message);
            if (call.WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) is not true) await output.FlushAsync();
        }
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }

    private sealed class CountingBody : IHttpResponseBodyFeature
    {
        public CountingWriter Writer { get; } = new();

        Stream IHttpResponseBodyFeature.Stream => throw new NotSupportedException();

        PipeWriter IHttpResponseBodyFeature.Writer => Writer;

        public void DisableBuffering() { }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }

    private sealed class CountingWriter : PipeWriter
    {
        private readonly byte[] memory = new byte[MessageBytes];
        private long unflushed;

        public int Flushes { get; private set; }

        public int Bytes { get; private set; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => unflushed;

        public void Write(byte[] message)
        {
            message.CopyTo(GetSpan());
            Advance(message.Length);
        }

        public override void Advance(int bytes)
        {
            Bytes += bytes;
            unflushed += bytes;
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => memory;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            unflushed = 0;
            return new(new FlushResult(isCanceled: false, isCompleted: false));
        }

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }
}
