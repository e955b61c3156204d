namespace RealtimeGov.Domain.Photos.Deflate;

/// <summary>
/// Decompresses DEFLATE (RFC 1951) up to a length. The domain does no I/O, and the framework's own works on streams; this is
/// for a few kilobytes.
/// </summary>
internal ref struct Inflater
{
    private const int EndOfBlock = 256;

    private static readonly HuffmanCode FixedLiterals = HuffmanCode.Of(
        [.. Enumerable.Repeat((byte)8, 144), .. Enumerable.Repeat((byte)9, 112), .. Enumerable.Repeat((byte)7, 24), .. Enumerable.Repeat((byte)8, 8)])!;

    private static readonly HuffmanCode FixedDistances = HuffmanCode.Of([.. Enumerable.Repeat((byte)5, 30)])!;

    // In this order come the lengths of the code that the other lengths are written in.
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly byte[] output;
    private BitReader bits;
    private int written;

    private Inflater(ReadOnlySpan<byte> deflated, int bytesMax)
    {
        bits = new BitReader(deflated);
        output = new byte[bytesMax];
    }

    /// <summary>Null when it is no DEFLATE, ends early, or would be longer.</summary>
    public static byte[]? Run(ReadOnlySpan<byte> deflated, int bytesMax)
    {
        var inflater = new Inflater(deflated, bytesMax);
        return inflater.Blocks() ? inflater.output[..inflater.written] : null;
    }

    private bool Blocks()
    {
        while (true)
        {
            var last = bits.Read(1);
            var fits = bits.Read(2) switch
            {
                0 => Stored(),
                1 => Coded(FixedLiterals, FixedDistances),
                2 => Dynamic(),
                _ => false,
            };
            if (!fits || last != 0) return fits && last == 1;
        }
    }

    private bool Stored()
    {
        bits.SkipToByte();
        var (length, inverted) = (bits.Read(16), bits.Read(16));
        if (length == BitReader.Ended || inverted != (length ^ 0xFFFF) || length > output.Length - written) return false;
        for (; length > 0; length--)
        {
            var value = bits.Read(8);
            if (value == BitReader.Ended) return false;
            output[written++] = (byte)value;
        }

        return true;
    }

    private bool Dynamic()
    {
        var (literals, distances, sent) = (bits.Read(5), bits.Read(5), bits.Read(4));
        if (literals is BitReader.Ended or > 29 || distances is BitReader.Ended or > 29 || sent == BitReader.Ended) return false;
        Span<byte> ofLengths = stackalloc byte[19];
        ofLengths.Clear();
        for (var n = 0; n < sent + 4; n++) ofLengths[LengthOrder[n]] = (byte)Math.Max(0, bits.Read(3));
        Span<byte> lengths = stackalloc byte[literals + 257 + distances + 1];
        return HuffmanCode.Of(ofLengths) is { } code && Lengths(code, lengths)
            && HuffmanCode.Of(lengths[..(literals + 257)]) is { } literalCode
            && HuffmanCode.Of(lengths[(literals + 257)..]) is { } distanceCode
            && Coded(literalCode, distanceCode);
    }

    private bool Lengths(HuffmanCode code, scoped Span<byte> lengths)
    {
        for (var at = 0; at < lengths.Length;)
        {
            var symbol = code.Read(ref bits);
            if (symbol == BitReader.Ended || (symbol == 16 && at == 0)) return false;
            var (value, times, more) = symbol switch
            {
                16 => (lengths[at - 1], 3, bits.Read(2)),
                17 => ((byte)0, 3, bits.Read(3)),
                18 => ((byte)0, 11, bits.Read(7)),
                _ => ((byte)symbol, 1, 0),
            };
            if (more == BitReader.Ended || times + more > lengths.Length - at) return false;
            lengths.Slice(at, times + more).Fill(value);
            at += times + more;
        }

        return true;
    }

    private bool Coded(HuffmanCode literals, HuffmanCode distances)
    {
        while (true)
        {
            var symbol = literals.Read(ref bits);
            if (symbol == EndOfBlock) return true;
            if (symbol < EndOfBlock)
            {
                if (symbol == BitReader.Ended || written == output.Length) return false;
                output[written++] = (byte)symbol;
            }
            else if (!Copy(symbol - EndOfBlock - 1, distances))
            {
                return false;
            }
        }
    }

    private bool Copy(int lengthSymbol, HuffmanCode distances)
    {
        // Past the first few, every four (lengths) or two (distances) symbols share a number of further bits.
        var length = lengthSymbol switch
        {
            < 8 => lengthSymbol + 3,
            < 28 => Plus(((lengthSymbol % 4 + 4) << (lengthSymbol / 4 - 1)) + 3, lengthSymbol / 4 - 1),
            28 => 258,
            _ => BitReader.Ended,
        };
        if (length == BitReader.Ended) return false;
        var symbol = distances.Read(ref bits);
        var distance = symbol switch
        {
            < 0 or > 29 => BitReader.Ended,
            < 4 => symbol + 1,
            _ => Plus(((symbol % 2 + 2) << (symbol / 2 - 1)) + 1, symbol / 2 - 1),
        };
        if (distance == BitReader.Ended || distance > written || length > output.Length - written) return false;
        for (; length > 0; length--, written++) output[written] = output[written - distance];
        return true;
    }

    private int Plus(int number, int furtherBits)
    {
        var further = bits.Read(furtherBits);
        return further == BitReader.Ended ? BitReader.Ended : number + further;
    }
}
