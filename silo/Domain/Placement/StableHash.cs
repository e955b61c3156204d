using System.Text;

namespace RealtimeGov.Domain.Placement;

/// <summary>
/// A hash of two names that is the same in every process and release, since silos must agree on it without asking each
/// other: 64 bits of FNV-1a over the UTF-8 of the first, a byte that no UTF-8 holds, and the second; then each bit is
/// spread over all, because FNV leaves the high ones of short names nearly alike. A test pins values.
/// </summary>
public static class StableHash
{
    private const ulong FnvBasis = 14_695_981_039_346_656_037;
    private const ulong FnvPrime = 1_099_511_628_211;
    private const byte Between = 0xFF;

    public static ulong Of(string first, string second)
    {
        var hash = Add(FnvBasis, first);
        hash = (hash ^ Between) * FnvPrime;
        return Spread(Add(hash, second));
    }

    /// <summary>The hash as a number above 0 and below 1, evenly spread.</summary>
    public static double Fraction(string first, string second) => ((Of(first, second) >> 11) + 0.5) / (1UL << 53);

    private static ulong Add(ulong hash, string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            foreach (var part in utf8[..length]) hash = (hash ^ part) * FnvPrime;
        }
        return hash;
    }

    // Shifts carry high bits down, products by odd numbers carry low bits up: two rounds reach every bit.
    private static ulong Spread(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 29)) * 0xD1B5_4A32_D192_ED03;
        return hash ^ (hash >> 32);
    }
}
