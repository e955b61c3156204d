using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>A browser's PNG with everything that PNG can carry beside its pixels.</summary>
internal static class CameraPng
{
    public const int HeaderEnd = 8 + 25;

    public static byte[] Picture(byte[] plain) => plain[(plain.AsSpan().IndexOf("IDAT"u8) - 4)..];

    public static byte[] Make(byte[] plain) =>
    [
        .. plain[..HeaderEnd],
        .. Chunk("gAMA", [0, 0, 0xB1, 0x8F]),
        .. Chunk("pHYs", [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1]),
        .. Chunk("eXIf", CameraExif.Tiff(little: false)),
        .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(CameraExif.Xmp)]),
        .. Chunk("tEXt", Encoding.ASCII.GetBytes($"Author\0{Secrets.Person}")),
        .. Chunk("zTXt", [.. "Comment\0\0"u8, .. Deflated(Secrets.Place)]),
        .. Chunk("tIME", [0x07, 0xE0, 6, 13, 16, 39, 58]),
        .. Chunk("prVt", Encoding.ASCII.GetBytes(Secrets.Serial)),
        .. plain[HeaderEnd..],
        .. Chunk("tEXt", Encoding.ASCII.GetBytes($"Software\0{Secrets.Software}")),
        .. Encoding.ASCII.GetBytes(Secrets.Place),
    ];

    /// <summary>With its checksum, or with a wrong one.</summary>
    public static byte[] Chunk(string type, byte[] data, uint spoil = 0)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[whole.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        whole.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(whole) ^ spoil);
        return chunk;
    }

    // Bit by bit, as the specification has it: not the table that is tested.
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            for (var bit = 0; bit < 8; bit++)
                crc = (((crc ^ (uint)(value >> bit)) & 1) != 0 ? 0xEDB88320 : 0) ^ (crc >> 1);
        return ~crc;
    }

    public static byte[] Deflated(string text)
    {
        using var to = new MemoryStream();
        using (var zip = new ZLibStream(to, CompressionLevel.Optimal)) zip.Write(Encoding.ASCII.GetBytes(text));
        return to.ToArray();
    }
}
