using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos;

/// <summary>Reads a file from front to back. What reaches beyond its end is a photo that was cut short.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int At { get; private set; }

    public readonly int Left => bytes.Length - At;

    public readonly ReadOnlySpan<byte> Rest => bytes[At..];

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > Left)
            throw new PhotoException(PhotoFaults.Truncated, $"{count} bytes are announced at byte {At}, {Left} are left");
        var taken = bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    public byte U8() => Take(1)[0];

    public int U16Big() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint U32Big() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public uint U32Little() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
}
