using System.Buffers;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

/// <summary>Messages of a known size, and their bytes on the wire.</summary>
internal static class Frames
{
    public static readonly Marshaller<Payload> Payloads = Marshaller<Payload>.Of(Payload.Descriptor);

    public static Payload Message(int bytes) => new() { Body = ByteString.CopyFrom([.. Enumerable.Range(0, bytes).Select(at => (byte)at)]) };

    public static byte[] Of(IEnumerable<Payload> messages, Compression? compression = null)
    {
        var wire = new ArrayBufferWriter<byte>();
        foreach (var message in messages) MessageWriter.Write(wire, Payloads, message, compression);
        return wire.WrittenSpan.ToArray();
    }

    /// <summary>A frame with any flag, any promised length and any bytes behind it.</summary>
    public static byte[] Raw(byte flag, uint length, params byte[] payload) =>
        [flag, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. payload];

    public static ReadRules Rules(int maxMessageBytes = 4096, Compression? compression = null) => new()
    {
        MaxMessageBytes = maxMessageBytes,
        Compression = compression,
        Undecodable = StatusCode.InvalidArgument,
        Broken = fault => fault is OperationCanceledException ? fault : new RpcException(StatusCode.Cancelled, "broken", cause: fault),
    };
}
