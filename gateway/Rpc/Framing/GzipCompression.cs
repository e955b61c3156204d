using System.Buffers;
using System.IO.Compression;

namespace RealtimeGov.Rpc.Framing;

internal sealed class GzipCompression : Compression
{
    private const int ChunkBytes = 8192;

    public override string Name => "gzip";

    public override ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> plain)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain.Span);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    public override ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> payload, int maxMessageBytes)
    {
        // GZipStream takes an empty input for an empty output; the format wants its header even then.
        if (payload.IsEmpty) throw new RpcException(StatusCode.Internal, "a compressed message is empty");
        var plain = new ArrayBufferWriter<byte>();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress);
            while (gzip.Read(plain.GetSpan(ChunkBytes)) is var read and > 0)
            {
                plain.Advance(read);
                if (plain.WrittenCount > maxMessageBytes) throw Frame.TooLong(plain.WrittenCount, maxMessageBytes);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new RpcException(StatusCode.Internal, "a compressed message is not gzip", cause: fault);
        }
        return new ReadOnlySequence<byte>(plain.WrittenMemory);
    }
}
