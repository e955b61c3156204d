using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

public sealed class MessageWriterTests
{
    [Fact]
    public void A_frame_is_flag_length_and_payload()
    {
        var message = new Payload { Body = ByteString.CopyFrom(7, 8) };
        Assert.Equal([0, 0, 0, 0, 4, 0x12, 2, 7, 8], Frames.Of([message]));
    }

    [Fact]
    public void Long_and_short_messages_are_written_alike() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), size =>
        {
            var message = Frames.Message(size);
            var wire = new ArrayBufferWriter<byte>();
            var written = MessageWriter.Write(wire, Frames.Payloads, message);
            byte[] expected = [.. Frames.Raw(0, (uint)message.CalculateSize()), .. message.ToByteArray()];
            return written == expected.Length && wire.WrittenSpan.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_compressed_frame_says_so_and_unpacks_to_the_message()
    {
        var gzip = Compression.Of("gzip")!;
        var buffer = new ReadOnlySequence<byte>(Frames.Of([Frames.Message(5000)], gzip));
        Assert.True(Frame.TryCut(ref buffer, 10_000, out var compressed, out var payload));
        Assert.True(compressed);
        Assert.Equal(Frames.Message(5000), Frames.Payloads.Read(gzip.Decompress(payload, 10_000)));
    }
}
