namespace RealtimeGov.Domain.Photos.Deflate;

/// <summary>A code given by the lengths of its words alone: words of one length follow each other (RFC 1951, 3.2.2).</summary>
internal sealed class HuffmanCode
{
    private const int LengthMax = 15;

    private readonly int[] words = new int[LengthMax + 1];
    private readonly int[] symbols;

    private HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        foreach (var length in lengths) words[length]++;
        words[0] = 0;
        var next = new int[LengthMax + 2];
        for (var length = 1; length <= LengthMax; length++) next[length + 1] = next[length] + words[length];
        symbols = new int[next[LengthMax + 1]];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] != 0) symbols[next[lengths[symbol]]++] = symbol;
    }

    /// <summary>Null when there are more words than their lengths have room for.</summary>
    public static HuffmanCode? Of(ReadOnlySpan<byte> lengths)
    {
        var code = new HuffmanCode(lengths);
        var room = 1;
        for (var length = 1; length <= LengthMax; length++)
        {
            room = 2 * room - code.words[length];
            if (room < 0) return null;
        }

        return code;
    }

    /// <summary>The next symbol; <see cref="BitReader.Ended"/> when the bits end or are no word.</summary>
    public int Read(ref BitReader bits)
    {
        // The first word of each length, and how many symbols have shorter ones.
        var (word, first, shorter) = (0, 0, 0);
        for (var length = 1; length <= LengthMax; length++)
        {
            var bit = bits.Read(1);
            if (bit == BitReader.Ended) return BitReader.Ended;
            word = word << 1 | bit;
            if (word - first < words[length]) return symbols[shorter + word - first];
            shorter += words[length];
            first = (first + words[length]) << 1;
        }

        return BitReader.Ended;
    }
}
