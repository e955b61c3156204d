namespace RealtimeGov.Domain.Photos.Deflate;

/// <summary>The wrapping of DEFLATE that PNG uses (RFC 1950).</summary>
internal static class Zlib
{
    private const int HeadBytes = 2;
    private const int ChecksumModulus = 65_521;

    /// <summary>Null when it cannot be decompressed into so many bytes; the checksum behind it is not asked.</summary>
    public static byte[]? Decompress(ReadOnlySpan<byte> wrapped, int bytesMax) =>
        wrapped.Length < HeadBytes || (wrapped[0] & 15) != 8 || (wrapped[1] & 0x20) != 0 || (wrapped[0] << 8 | wrapped[1]) % 31 != 0
            ? null
            : Inflater.Run(wrapped[HeadBytes..], bytesMax);

    /// <summary>In one block of its own bytes: for the kilobyte of a profile, shorter is not worth a compressor.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue);
        var (low, high) = (1, 0);
        foreach (var value in bytes)
        {
            low = (low + value) % ChecksumModulus;
            high = (high + low) % ChecksumModulus;
        }

        int[] lengths = [bytes.Length & 0xFF, bytes.Length >> 8];
        return
        [
            0x78, 0x01, 1, (byte)lengths[0], (byte)lengths[1], (byte)~lengths[0], (byte)~lengths[1], .. bytes,
            (byte)(high >> 8), (byte)high, (byte)(low >> 8), (byte)low,
        ];
    }
}
