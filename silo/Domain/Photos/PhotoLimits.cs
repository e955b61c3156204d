namespace RealtimeGov.Domain.Photos;

/// <summary>How large a photo may be. Its size in pixels is read from its header, before a pixel is decoded.</summary>
public static class PhotoLimits
{
    /// <summary>10 MB: a phone's photo of 12 to 50 megapixels is 2 to 9 MB.</summary>
    public const int BytesMax = 10_000_000;

    /// <summary>50 megapixels: decoded, that is 200 MB.</summary>
    public const long PixelsMax = 50_000_000;

    /// <summary>Pixels of one side; viewers' own limits lie between this and 65,535.</summary>
    public const int SideMax = 32_768;

    /// <exception cref="PhotoException">No bytes, or too many.</exception>
    public static void CheckBytes(ulong bytes)
    {
        if (bytes == 0) throw new PhotoException(PhotoFaults.Empty, "a photo has at least one byte");
        if (bytes > BytesMax) throw new PhotoException(PhotoFaults.TooLarge, $"{bytes} bytes; at most {BytesMax}");
    }

    /// <exception cref="PhotoException">No pixels, or too many.</exception>
    public static void CheckPixels(long width, long height)
    {
        if (width is < 1 or > SideMax || height is < 1 or > SideMax)
            throw new PhotoException(PhotoFaults.SideInvalid, $"{width} by {height} pixels; a side has 1 to {SideMax}");
        if (width * height > PixelsMax)
            throw new PhotoException(PhotoFaults.PixelsTooMany, $"{width} by {height} pixels; at most {PixelsMax} together");
    }

    /// <summary>
    /// A JPEG codes blocks of 8 by 8 pixels with at least a bit each. One with fewer bytes than that cannot be whole, and its
    /// decoder would fill the rest with grey.
    /// </summary>
    /// <exception cref="PhotoException">So few bytes cannot hold so many pixels.</exception>
    public static void CheckWhole(PhotoType type, long width, long height, long bytes)
    {
        if (type == PhotoType.Jpeg && bytes < width * height / (8 * 8 * 8))
            throw new PhotoException(PhotoFaults.Truncated, $"{bytes} bytes cannot hold {width} by {height} pixels");
    }
}
