using System.Buffers.Binary;
using System.Numerics;

namespace RealtimeGov.Devices.Waiting;

/// <summary>
/// One frame of the outbox file: length of the body (u32, little-endian), CRC-32C of the body (u32), body.
/// The body's first byte tells what follows: a report (protobuf) or the id of a report that got its receipt.
/// </summary>
internal static class OutboxFrame
{
    public const int HeaderBytes = 8;

    /// <summary>A report of 2,000 characters is below 10 kB; more than this is not a length but damage.</summary>
    public const int MaxBodyBytes = 1 << 20;

    public const byte Kept = 1;
    public const byte Settled = 2;

    /// <summary>Fills in the header of a frame whose body already stands behind it.</summary>
    public static void Seal(Span<byte> frame)
    {
        var body = frame[HeaderBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C(body));
    }

    /// <summary>Reads the next body, or null at the end or where the file no longer holds whole frames.</summary>
    public static byte[]? Read(Stream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length is 0 or > MaxBodyBytes)
            return null;
        var body = new byte[length];
        if (file.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length)
            return null;
        return Crc32C(body) == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) ? body : null;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
