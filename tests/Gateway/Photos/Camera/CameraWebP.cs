using System.Buffers.Binary;
using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>A browser's WebP with EXIF, XMP and a private chunk.</summary>
internal static class CameraWebP
{
    public static byte[] Make(byte[] plain)
    {
        var chunks = Chunks(plain);
        Assert.Equal("VP8X", chunks[0].Type);
        chunks[0].Data[0] |= 0x0C; // EXIF, XMP
        chunks.Add(("EXIF", CameraExif.Tiff(little: true)));
        chunks.Add(("XMP ", Encoding.UTF8.GetBytes(CameraExif.Xmp)));
        chunks.Add(("LPNT", Encoding.ASCII.GetBytes(Secrets.MakerNote)));
        return [.. File(chunks), .. Encoding.ASCII.GetBytes(Secrets.Place)];
    }

    public static byte[] File(IEnumerable<(string Type, byte[] Data)> chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(c => Chunk(c.Type, c.Data))];
        return [.. "RIFF"u8, .. U32(body.Length), .. body];
    }

    public static byte[] Chunk(string type, byte[] data) => [.. Encoding.ASCII.GetBytes(type), .. U32(data.Length), .. data, .. new byte[data.Length & 1]];

    public static List<(string Type, byte[] Data)> Chunks(ReadOnlyMemory<byte> file)
    {
        var chunks = new List<(string Type, byte[] Data)>();
        var end = 8 + BinaryPrimitives.ReadInt32LittleEndian(file.Span[4..]);
        for (var at = 12; at < end;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.Span[(at + 4)..]);
            chunks.Add((Encoding.ASCII.GetString(file.Span.Slice(at, 4)), file.Slice(at + 8, length).ToArray()));
            at += 8 + length + (length & 1);
        }

        return chunks;
    }

    private static byte[] U32(int value) => BitConverter.GetBytes(value);
}
