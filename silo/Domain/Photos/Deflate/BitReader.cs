namespace RealtimeGov.Domain.Photos.Deflate;

/// <summary>Bits of DEFLATE, the lowest of a byte first. Behind the end every answer is <see cref="Ended"/>.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    public const int Ended = -1;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long bit;

    /// <summary>0 to 16 bits as a number.</summary>
    public int Read(int count)
    {
        if (bit + count > 8L * bytes.Length) return Ended;
        var value = 0;
        for (var n = 0; n < count; n++, bit++) value |= (bytes[(int)(bit >> 3)] >> (int)(bit & 7) & 1) << n;
        return value;
    }

    public void SkipToByte() => bit = (bit + 7) & ~7L;
}
