namespace RealtimeGov.Domain.Wire;

/// <summary>How a field's value is laid out. Source: Protocol Buffers, "Encoding".</summary>
public enum WireKind
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// Walks a protobuf message field by field without making it: for what is read by the thousand and kept in another shape.
/// Each field must be read by its kind, or skipped. <see cref="InvalidDataException"/> where the bytes are no message.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int VarintBytesMax = 10;

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The next field's number and kind; number 0 at the end.</summary>
    public (int Field, WireKind Kind) Next()
    {
        if (rest.IsEmpty) return default;
        var tag = Varint();
        if (tag >> 3 is 0 or > int.MaxValue) throw new InvalidDataException($"a field of number {tag >> 3}");
        return ((int)(tag >> 3), (WireKind)(tag & 7));
    }

    /// <summary>An unsigned number; a signed one is its bits, a text's length before the text.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < VarintBytesMax && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] >= 0x80) continue;
            rest = rest[(i + 1)..];
            return value;
        }
        throw new InvalidDataException("a number that does not end");
    }

    /// <summary>Four bytes, little-endian.</summary>
    public uint Fixed32() => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A text in UTF-8, bytes, or a message within.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)rest.Length) throw new InvalidDataException($"{length} bytes announced, {rest.Length} there");
        return Take((int)length);
    }

    /// <summary>Passes over a field that the reader does not know.</summary>
    public void Skip(WireKind kind)
    {
        switch (kind)
        {
            case WireKind.Varint: Varint(); break;
            case WireKind.Fixed64: Take(8); break;
            case WireKind.Bytes: Bytes(); break;
            case WireKind.Fixed32: Take(4); break;
            default: throw new InvalidDataException($"a field of kind {(int)kind}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw new InvalidDataException($"{count} bytes announced, {rest.Length} there");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
