using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeGov.Domain.Photos;

/// <summary>A file being written, in memory.</summary>
internal sealed class ByteWriter(int capacity)
{
    private readonly ArrayBufferWriter<byte> bytes = new(Math.Max(1, capacity));

    public int Length => bytes.WrittenCount;

    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    public ByteWriter Bytes(ReadOnlySpan<byte> more)
    {
        bytes.Write(more);
        return this;
    }

    public ByteWriter U8(int value) => Bytes([(byte)value]);

    public ByteWriter U16Big(int value)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, (ushort)value);
        return Bytes(two);
    }

    public ByteWriter U32Big(uint value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, value);
        return Bytes(four);
    }

    public ByteWriter U32Little(uint value) => U32Big(BinaryPrimitives.ReverseEndianness(value));

    public ByteWriter Zeros(int count)
    {
        bytes.GetSpan(count)[..count].Clear();
        bytes.Advance(count);
        return this;
    }
}
