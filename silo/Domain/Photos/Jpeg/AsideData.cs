using RealtimeGov.Domain.Photos.Colours;

namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>What stands aside of a JPEG's picture and still changes how it is shown. Written anew, never copied whole.</summary>
internal sealed class AsideData
{
    // JFIF's identifier, version, unit and densities; then a thumbnail, which is dropped.
    private const int DensityBytes = 12;
    private const int AdobeTransformAt = 11;

    private readonly ProfileParts profile = new();
    private byte[]? density;
    private byte? transform;
    private int orientation;

    public void Read(int marker, ReadOnlySpan<byte> payload)
    {
        switch (marker)
        {
            case Marker.App0 when density is null && payload.Length >= DensityBytes && payload.StartsWith("JFIF\0"u8):
                density = payload[..DensityBytes].ToArray();
                break;
            case Marker.App1 when orientation == 0 && payload.StartsWith(Exif.Prefix):
                orientation = Exif.Orientation(payload[Exif.Prefix.Length..]);
                break;
            case Marker.App2:
                profile.Read(payload);
                break;
            case Marker.App14 when transform is null && payload.Length > AdobeTransformAt && payload.StartsWith("Adobe"u8):
                transform = payload[AdobeTransformAt];
                break;
        }
    }

    /// <summary>Behind the start of the image.</summary>
    public void WriteTo(ByteWriter photo)
    {
        if (density is not null) Segment(photo, Marker.App0, new ByteWriter(DensityBytes + 2).Bytes(density).Zeros(2));
        if (orientation > Exif.Upright) Segment(photo, Marker.App1, new ByteWriter(64).Bytes(Exif.Prefix).Bytes(Exif.Of(orientation)));
        if (profile.Whole() is { } whole && IccProfile.ColoursOnly(whole) is { } colours)
            Segment(photo, Marker.App2, new ByteWriter(colours.Length + 16).Bytes(ProfileParts.Prefix).U8(1).U8(1).Bytes(colours));
        if (transform is { } sent) Segment(photo, Marker.App14, new ByteWriter(12).Bytes("Adobe"u8).U16Big(100).Zeros(4).U8(sent));
    }

    private static void Segment(ByteWriter photo, int marker, ByteWriter payload) =>
        photo.U8(Marker.Prefix).U8(marker).U16Big(payload.Length + 2).Bytes(payload.Written.Span);
}
