using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

public sealed class MessageReaderTests
{
    private readonly Pipe _pipe = new();

    [Fact]
    public void Messages_come_out_as_they_went_in_however_the_transport_splits_them()
    {
        var sizes = Gen.ListOf(Gen.Choose(0, 3000));
        var chunks = Gen.NonEmptyListOf(Gen.Choose(1, 700));
        Prop.ForAll(sizes.ToArbitrary(), chunks.ToArbitrary(), (messageSizes, chunkSizes) =>
        {
            var messages = messageSizes.Select(Frames.Message).ToList();
            var read = ReadAll(Frames.Of(messages), [.. chunkSizes]).GetAwaiter().GetResult();
            return read.SequenceEqual(messages);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Messages_at_hand_are_read_without_waiting()
    {
        var reader = Reader();
        await _pipe.Writer.WriteAsync(Frames.Of([Frames.Message(1), Frames.Message(2), Frames.Message(3)]));
        Assert.True(await reader.MoveNextAsync());
        Assert.True(reader.MoveNextAsync() is { IsCompletedSuccessfully: true, Result: true });
        Assert.True(reader.MoveNextAsync() is { IsCompletedSuccessfully: true, Result: true });
        Assert.Equal(Frames.Message(3), reader.Current);
        Assert.False(reader.MoveNextAsync().IsCompleted);
    }

    [Fact]
    public Task A_stream_that_ends_inside_a_message_is_INTERNAL_after_the_messages_before_it() =>
        AssertFault(StatusCode.Internal, [.. Frames.Of([Frames.Message(8)]), 0, 0, 0, 0, 9, 1], Frames.Rules());

    [Fact]
    public Task Bytes_that_are_no_message_are_a_fault_after_the_messages_before_them() =>
        AssertFault(StatusCode.InvalidArgument, [.. Frames.Of([Frames.Message(8)]), .. Frames.Raw(0, 2, 0xff, 0xff)], Frames.Rules());

    [Fact]
    public Task A_compressed_message_without_a_named_compression_is_INTERNAL() =>
        AssertFault(StatusCode.Internal, [.. Frames.Of([Frames.Message(8)]), .. Frames.Raw(1, 1, 0)], Frames.Rules());

    [Fact]
    public Task A_compressed_message_that_is_no_gzip_is_INTERNAL() =>
        AssertFault(
            StatusCode.Internal,
            [.. Frames.Of([Frames.Message(8)]), .. Frames.Raw(1, 3, 1, 2, 3)],
            Frames.Rules(compression: Compression.Of("gzip")));

    [Fact]
    public Task A_message_that_unpacks_to_more_than_the_limit_is_RESOURCE_EXHAUSTED() =>
        AssertFault(
            StatusCode.ResourceExhausted,
            [.. Frames.Of([Frames.Message(8)]), .. Frames.Of([new Payload { Body = Google.Protobuf.ByteString.CopyFrom(new byte[100_000]) }], Compression.Of("gzip"))],
            Frames.Rules(maxMessageBytes: 4096, Compression.Of("gzip")));

    [Fact]
    public async Task Compressed_and_plain_messages_may_follow_each_other()
    {
        var wire = Frames.Of([Frames.Message(300)]).Concat(Frames.Of([Frames.Message(400)], Compression.Of("gzip"))).ToArray();
        var reader = Reader(Frames.Rules(compression: Compression.Of("gzip")));
        await _pipe.Writer.WriteAsync(wire);
        Assert.True(await reader.MoveNextAsync());
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(Frames.Message(400), reader.Current);
    }

    [Fact]
    public async Task A_transport_that_breaks_is_told_in_this_sides_terms()
    {
        var reader = Reader();
        await _pipe.Writer.CompleteAsync(new IOException("reset"));
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await reader.MoveNextAsync());
        Assert.Equal((StatusCode.Cancelled, "broken"), (fault.StatusCode, fault.Message));
    }

    [Fact]
    public async Task A_stream_is_read_once()
    {
        var reader = Reader();
        await _pipe.Writer.CompleteAsync();
        await foreach (var _ in reader) Assert.Fail("there is no message");
        Assert.Throws<InvalidOperationException>(() => reader.GetAsyncEnumerator());
    }

    [Fact]
    public async Task Two_reads_at_once_are_refused()
    {
        var reader = Reader();
        var first = reader.MoveNextAsync();
        Assert.Throws<InvalidOperationException>(() => { _ = reader.MoveNextAsync(); });
        await _pipe.Writer.CompleteAsync();
        Assert.False(await first);
    }

    [Fact]
    public async Task Stopping_ends_a_read_under_way_and_refuses_later_ones()
    {
        var reader = Reader();
        var forgotten = reader.MoveNextAsync().AsTask();
        await reader.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => forgotten);
        Assert.Throws<OperationCanceledException>(() => { _ = reader.MoveNextAsync(); });
    }

    [Fact]
    public async Task Either_token_cancels_a_read()
    {
        using var own = new CancellationTokenSource();
        var reader = Reader();
        await using var messages = reader.GetAsyncEnumerator(own.Token);
        var reading = messages.MoveNextAsync().AsTask();
        await own.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private MessageReader<Payload> Reader(ReadRules? rules = null) =>
        new(_pipe.Reader, Frames.Payloads, rules ?? Frames.Rules(), CancellationToken.None);

    // One message of 8 bytes, then the fault, which stays.
    private async Task AssertFault(StatusCode status, byte[] wire, ReadRules rules)
    {
        var reader = Reader(rules);
        await _pipe.Writer.WriteAsync(wire);
        await _pipe.Writer.CompleteAsync();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(Frames.Message(8), reader.Current);
        Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await reader.MoveNextAsync())).StatusCode);
        Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await reader.MoveNextAsync())).StatusCode);
    }

    private static async Task<List<Payload>> ReadAll(byte[] wire, int[] chunkSizes)
    {
        var pipe = new Pipe();
        var reader = new MessageReader<Payload>(pipe.Reader, Frames.Payloads, Frames.Rules(), CancellationToken.None);
        var reading = Collect(reader);
        for (var (at, turn) = (0, 0); at < wire.Length; turn++)
        {
            var take = Math.Min(chunkSizes[turn % chunkSizes.Length], wire.Length - at);
            await pipe.Writer.WriteAsync(wire.AsMemory(at, take));
            at += take;
        }
        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    private static async Task<List<Payload>> Collect(MessageReader<Payload> reader)
    {
        var messages = new List<Payload>();
        await foreach (var message in reader) messages.Add(message);
        return messages;
    }
}
