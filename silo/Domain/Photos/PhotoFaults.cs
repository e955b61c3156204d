namespace RealtimeGov.Domain.Photos;

/// <summary>Why a file is refused as a photo; docs/contracts/photos.md says each in words.</summary>
public static class PhotoFaults
{
    public const string Empty = "photo_empty";
    public const string TooLarge = "photo_too_large";
    public const string TypeUnknown = "photo_type_unknown";
    public const string Heic = "photo_heic";
    public const string Video = "photo_video";
    public const string EncodingUnsupported = "photo_encoding_unsupported";
    public const string SideInvalid = "photo_side_invalid";
    public const string PixelsTooMany = "photo_pixels_too_many";
    public const string Truncated = "photo_truncated";
    public const string Malformed = "photo_malformed";
}
