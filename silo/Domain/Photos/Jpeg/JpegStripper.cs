namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>
/// JPEG: tables, frame and scans are kept. Of what stands aside only the density (JFIF), the colour transform (Adobe), the
/// colours of an ICC profile and an EXIF orientation survive, each written anew. What follows the end of the image (second
/// images of MPF with EXIF of their own, motion clips) is dropped.
/// </summary>
internal ref struct JpegStripper
{
    /// <summary>A progressive photo has about ten; a thousand would only keep viewers busy.</summary>
    public const int ScansMax = 100;

    private readonly ByteWriter body;
    private readonly AsideData aside = new();
    private ByteReader file;
    private (int Width, int Height)? frame;
    private int scans;

    private JpegStripper(ReadOnlySpan<byte> original)
    {
        file = new ByteReader(original);
        body = new ByteWriter(original.Length);
    }

    public static StrippedPhoto Strip(ReadOnlySpan<byte> original)
    {
        var stripper = new JpegStripper(original);
        return stripper.Run();
    }

    private StrippedPhoto Run()
    {
        file.Take(2); // the type was told by it
        while (NextMarker() is var marker and not Marker.EndOfImage) Segment(marker);
        if (frame is not { } size || scans == 0) throw PhotoException.Malformed("the image ends before its first scan");
        var photo = new ByteWriter(body.Length + 1_024).U8(Marker.Prefix).U8(Marker.StartOfImage);
        aside.WriteTo(photo);
        photo.Bytes(body.Written.Span).U8(Marker.Prefix).U8(Marker.EndOfImage);
        return new StrippedPhoto(PhotoType.Jpeg, size.Width, size.Height, photo.Written);
    }

    // Any number of 0xFF may stand before a marker.
    private int NextMarker()
    {
        if (file.U8() != Marker.Prefix) throw PhotoException.Malformed($"no marker at byte {file.At - 1}");
        int marker;
        do marker = file.U8();
        while (marker == Marker.Prefix);
        return marker;
    }

    private void Segment(int marker)
    {
        if (Marker.IsUnsupported(marker)) throw PhotoException.Unsupported($"JPEG marker {marker:X2}");
        if (marker < Marker.HuffmanTables && !Marker.IsFrame(marker) || Marker.IsRestart(marker) || marker == Marker.StartOfImage)
            throw PhotoException.Malformed($"JPEG marker {marker:X2} out of place before byte {file.At}");
        var length = file.U16Big();
        if (length < 2) throw PhotoException.Malformed($"a segment of length {length} before byte {file.At}");
        var payload = file.Take(length - 2);
        if (Marker.IsAside(marker))
        {
            aside.Read(marker, payload);
            return;
        }

        Check(marker, payload);
        body.U8(Marker.Prefix).U8(marker).U16Big(length).Bytes(payload);
        if (marker == Marker.StartOfScan) Scan();
    }

    private void Check(int marker, ReadOnlySpan<byte> payload)
    {
        if (Marker.IsFrame(marker))
        {
            if (frame is not null) throw PhotoException.Malformed("a second frame");
            frame = Segments.Frame(payload);
            return;
        }

        var fits = marker switch
        {
            Marker.HuffmanTables => Segments.AreHuffmanTables(payload),
            Marker.QuantisationTables => Segments.AreQuantisationTables(payload),
            Marker.RestartInterval => payload.Length == 2,
            _ => frame is not null && Segments.IsScan(payload),
        };
        if (!fits) throw PhotoException.Malformed($"the segment {marker:X2} before byte {file.At} does not hold what its length says");
    }

    // Coded pixels: up to the next marker that is neither a stuffed 0xFF nor a restart.
    private void Scan()
    {
        if (++scans > ScansMax) throw PhotoException.Malformed($"over {ScansMax} scans");
        var rest = file.Rest;
        var end = 0;
        while (true)
        {
            var step = rest[end..].IndexOf((byte)Marker.Prefix);
            if (step < 0) throw new PhotoException(PhotoFaults.Truncated, "the file ends within a scan");
            end += step;
            var next = end + rest[end..].IndexOfAnyExcept((byte)Marker.Prefix);
            if (next < end) throw new PhotoException(PhotoFaults.Truncated, "the file ends within a scan");
            if (rest[next] != 0 && !Marker.IsRestart(rest[next])) break;
            end = next + 1;
        }

        if (end == 0) throw PhotoException.Malformed($"an empty scan at byte {file.At}");
        body.Bytes(file.Take(end));
    }
}
