namespace RealtimeGov.Domain.Photos;

/// <summary>How large a photo may be. Its size in pixels is read from its headers: nothing is decoded.</summary>
public static class PhotoLimits
{
    /// <summary>10 MB: a phone's photo of 12 to 50 megapixels is 2 to 9 MB.</summary>
    public const int BytesMax = 10_000_000;

    /// <summary>50 megapixels: decoded, that is 200 MB in a viewer.</summary>
    public const long PixelsMax = 50_000_000;

    /// <summary>Pixels of one side; viewers' own limits lie between this and 65,535.</summary>
    public const int SideMax = 32_768;

    internal static void Check(long width, long height)
    {
        if (width is < 1 or > SideMax || height is < 1 or > SideMax)
            throw new PhotoException(PhotoFaults.SideInvalid, $"{width} by {height} pixels; a side has 1 to {SideMax}");
        if (width * height > PixelsMax)
            throw new PhotoException(PhotoFaults.PixelsTooMany, $"{width} by {height} pixels; at most {PixelsMax} together");
    }
}
