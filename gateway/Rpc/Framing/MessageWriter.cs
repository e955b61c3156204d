using System.Buffers;
using Google.Protobuf;

namespace RealtimeGov.Rpc.Framing;

/// <summary>Writes messages as frames straight into a transport's buffer. Never flushes.</summary>
public static class MessageWriter
{
    // What surely fits one segment of a pooled pipe (4 KiB): one span, one advance. Longer messages are written in pieces.
    private const int OneSpanBytes = 2048;

    /// <summary>Bytes written.</summary>
    public static int Write<T>(IBufferWriter<byte> output, Marshaller<T> marshaller, T message, Compression? compression = null)
        where T : class, IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(marshaller);
        var size = marshaller.Size(message);
        if (compression is not null) return WriteCompressed(output, marshaller, message, size, compression);
        var total = Frame.PrefixBytes + size;
        if (total <= OneSpanBytes)
        {
            var span = output.GetSpan(total)[..total];
            Frame.WritePrefix(span, compressed: false, size);
            message.WriteTo(span[Frame.PrefixBytes..]);
            output.Advance(total);
            return total;
        }
        WritePrefix(output, compressed: false, size);
        marshaller.Write(message, output);
        return total;
    }

    private static int WriteCompressed<T>(
        IBufferWriter<byte> output, Marshaller<T> marshaller, T message, int size, Compression compression)
        where T : class, IMessage<T>
    {
        var plain = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            message.WriteTo(plain.AsSpan(0, size));
            var payload = compression.Compress(plain.AsMemory(0, size));
            WritePrefix(output, compressed: true, payload.Length);
            output.Write(payload.Span);
            return Frame.PrefixBytes + payload.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void WritePrefix(IBufferWriter<byte> output, bool compressed, int payloadBytes)
    {
        Frame.WritePrefix(output.GetSpan(Frame.PrefixBytes), compressed, payloadBytes);
        output.Advance(Frame.PrefixBytes);
    }
}
