namespace RealtimeGov.Domain.Photos;

/// <summary>What a photo may be, by its content: names and headers are not asked.</summary>
public enum PhotoType
{
    Jpeg,
    Png,
    WebP,
}

public static class PhotoTypes
{
    /// <summary>First bytes of a file that tell its type.</summary>
    public const int HeadBytes = 12;

    /// <summary>By the first <see cref="HeadBytes"/> bytes; null for anything that is not taken.</summary>
    public static PhotoType? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return PhotoType.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return PhotoType.Png;
        return head.Length >= HeadBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? PhotoType.WebP : null;
    }

    /// <summary>The media type that it is served as.</summary>
    public static string MediaType(this PhotoType type) => type switch
    {
        PhotoType.Jpeg => "image/jpeg",
        PhotoType.Png => "image/png",
        _ => "image/webp",
    };
}
