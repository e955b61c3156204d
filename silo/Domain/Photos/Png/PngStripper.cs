namespace RealtimeGov.Domain.Photos.Png;

/// <summary>
/// PNG: the critical chunks are kept, of the others those in <see cref="ShowsBy"/>, once each, and the colours of an ICC profile.
/// Texts, EXIF, times, private chunks and whatever follows the end are dropped. Every checksum is verified.
/// </summary>
internal ref struct PngStripper
{
    private const int PaletteBytesMax = 3 * 256;

    private readonly ByteWriter photo;
    private readonly HashSet<string> seen = [];
    private ByteReader file;
    private PngHeader header;
    private bool pixels;
    private bool pixelsEnded;

    private PngStripper(ReadOnlySpan<byte> original)
    {
        file = new ByteReader(original);
        photo = new ByteWriter(original.Length);
    }

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static StrippedPhoto Strip(ReadOnlySpan<byte> original)
    {
        var stripper = new PngStripper(original);
        return stripper.Run();
    }

    private StrippedPhoto Run()
    {
        photo.Bytes(file.Take(Signature.Length));
        string type;
        do
        {
            type = Chunk();
        }
        while (type != "IEND");
        if (!pixels) throw PhotoException.Malformed("no pixels before the end");
        if (header.ColourType == PngHeader.Palette && !seen.Contains("PLTE")) throw PhotoException.Malformed("no palette");
        return new StrippedPhoto(PhotoType.Png, header.Width, header.Height, photo.Written);
    }

    private string Chunk()
    {
        var at = file.At;
        var length = file.U32Big();
        if (length > int.MaxValue) throw PhotoException.Malformed($"a chunk of {length} bytes at byte {at}");
        var whole = file.Take(4L + length);
        var type = TypeOf(whole[..4], at);
        if (file.U32Big() != Crc32.Of(whole)) throw new PhotoException(PhotoFaults.ChecksumWrong, $"the chunk {type} at byte {at}");
        if (seen.Count == 0 && type != "IHDR") throw PhotoException.Malformed($"{type} comes before the header");
        if (IsKept(type, whole[4..], at)) Write(whole);
        else if (type == "iCCP" && !pixels && !seen.Contains("PLTE") && seen.Add(type) && PngProfile.ColoursOnly(whole[4..]) is { } colours)
            Write([.. whole[..4], .. colours]);
        return type;
    }

    private bool IsKept(string type, ReadOnlySpan<byte> data, int at)
    {
        if (pixels && type != "IDAT") pixelsEnded = true;
        switch (type)
        {
            case "IHDR" when seen.Add(type):
                header = PngHeader.Read(data);
                return true;
            case "PLTE" when header.MayHavePalette && !pixels && data.Length is > 0 and <= PaletteBytesMax && data.Length % 3 == 0 && seen.Add(type):
                return true;
            case "IDAT" when !pixelsEnded:
                pixels |= !data.IsEmpty;
                return !data.IsEmpty;
            case "IEND" when data.IsEmpty:
                return true;
            case "acTL" or "fcTL" or "fdAT":
                throw new PhotoException(PhotoFaults.Animated, $"the chunk {type} at byte {at}");
        }

        // The first letter's case says whether a picture can be shown without the chunk.
        if (char.IsUpper(type[0])) throw PhotoException.Malformed($"the chunk {type} at byte {at}, of {data.Length} bytes, does not belong there");
        return !pixels && ShowsBy(type, data.Length) && seen.Add(type);
    }

    // Each with the length it must have, so that nothing rides along.
    private static bool ShowsBy(string type, int length) => type switch
    {
        "gAMA" => length == 4,
        "cHRM" => length == 32,
        "sRGB" => length == 1,
        "pHYs" => length == 9,
        "sBIT" => length is >= 1 and <= 4,
        "bKGD" => length is 1 or 2 or 6,
        "tRNS" => length is >= 1 and <= 256,
        _ => false,
    };

    private static string TypeOf(ReadOnlySpan<byte> type, int at)
    {
        Span<char> letters = stackalloc char[4];
        for (var n = 0; n < 4; n++)
        {
            if (!char.IsAsciiLetter((char)type[n])) throw PhotoException.Malformed($"no chunk at byte {at}");
            letters[n] = (char)type[n];
        }

        return new string(letters);
    }

    private readonly void Write(ReadOnlySpan<byte> typeAndData)
    {
        photo.U32Big((uint)(typeAndData.Length - 4)).Bytes(typeAndData);
        photo.U32Big(Crc32.Of(typeAndData));
    }
}
