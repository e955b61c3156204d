using System.Buffers.Binary;

namespace RealtimeGov.Fuzz.Tests.Engine;

/// <summary>Makes wrong inputs of valid ones: flips, lies about lengths, cuts, repeats, splices. The same seed makes the same ones.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> valid, IReadOnlyList<byte[]> words)
{
    /// <summary>Bytes of an input: repeating must not let it grow without end.</summary>
    private const int BytesMax = 64 * 1024;

    private const int ChangesMax = 8;

    private static readonly byte[] Telling = [0x00, 0x01, 0x0A, 0x20, 0x22, 0x7F, 0x80, 0xC3, 0xED, 0xFE, 0xFF];

    private static readonly uint[] Lengths = [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x400000, 0x400001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var input = Any(valid);
        // Small changes get further into a parser than large ones; some inputs are torn to pieces all the same.
        for (var left = 1 + random.Next(random.Next(1, ChangesMax + 1)); left > 0; left--) input = Changed(input);
        return input.Length <= BytesMax ? input : input[..BytesMax];
    }

    private byte[] Changed(byte[] input) => random.Next(10) switch
    {
        0 => Overwritten(input, [(byte)(At(input) ^ (1 << random.Next(8)))]),
        1 => Overwritten(input, [Telling[random.Next(Telling.Length)]]),
        2 => Overwritten(input, Length()),
        3 => Spliced(input, At(), 0, Length()),
        4 => Spliced(input, At(), random.Next(1, 16), []),
        5 => input[..Place(input.Length)],
        6 => Spliced(input, At(), 0, Piece(input)),
        7 => Spliced(input, At(), random.Next(1, 64), Piece(Any(valid))),
        8 when words.Count > 0 => Spliced(input, At(), random.Next(0, 8), Any(words)),
        _ => Spliced(input, At(), random.Next(0, 4), Noise()),
    };

    private int lastPlace;

    // Near the last change as often as anywhere: what belongs together lies together.
    private int At() => random.Next(2) == 0 ? lastPlace + random.Next(16) : random.Next(BytesMax);

    private byte At(byte[] input) => input.Length == 0 ? (byte)0 : input[lastPlace = Place(input.Length)];

    private int Place(int length) => length == 0 ? 0 : random.Next(length);

    private byte[] Any(IReadOnlyList<byte[]> of) => of[random.Next(of.Count)];

    private byte[] Overwritten(byte[] input, byte[] with)
    {
        if (input.Length == 0) return with;
        var at = with.Length == 1 ? lastPlace % input.Length : Place(input.Length);
        return Spliced(input, at, with.Length, with);
    }

    private byte[] Spliced(byte[] input, int at, int drop, byte[] with)
    {
        at = input.Length == 0 ? 0 : at % (input.Length + 1);
        lastPlace = at;
        return [.. input.AsSpan(0, at), .. with, .. input.AsSpan(Math.Min(input.Length, at + drop))];
    }

    private byte[] Piece(byte[] of)
    {
        var from = Place(of.Length);
        return of[from..Math.Min(of.Length, from + 1 + random.Next(256))];
    }

    private byte[] Length()
    {
        var length = Lengths[random.Next(Lengths.Length)];
        var bytes = new byte[random.Next(2) == 0 ? 2 : 4];
        if (bytes.Length == 2) BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)length);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, length);
        if (random.Next(2) == 0) bytes.AsSpan().Reverse();
        return bytes;
    }

    private byte[] Noise()
    {
        var noise = new byte[random.Next(1, 16)];
        random.NextBytes(noise);
        return noise;
    }
}
