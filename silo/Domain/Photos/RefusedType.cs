using System.Text;

namespace RealtimeGov.Domain.Photos;

/// <summary>
/// Names a file that is not taken by its first bytes. What phones make by default, HEIC and video, is named with the
/// setting that changes it: whoever took the picture cannot help it otherwise.
/// </summary>
public static class RefusedType
{
    private const string HeicText =
        "it is a HEIC photo, which browsers do not show; on an iPhone choose Settings - Camera - Formats - Most Compatible, "
        + "on Android switch off HEIF (high efficiency) pictures in the camera's settings, and take the photo again; the report's text is taken without it"
        + " / 这是 HEIC 照片，浏览器无法显示：iPhone 请在“设置 - 相机 - 格式”中选“兼容性最佳”，安卓请在相机设置中关闭“HEIF（高效）照片”，然后重拍；上报的文字不受影响";

    private const string VideoText =
        "it is a video; take a photo instead, on an iPhone with Live Photo switched off; the report's text is taken without it"
        + " / 这是视频：请改拍照片（iPhone 请关闭“实况照片”）；上报的文字不受影响";

    // Brands of ISO 23008-12: a still or a sequence that HEVC codes, and the container's own names for either.
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1"];

    // AV1 stills: as unknown to us as a bitmap, and no phone's default.
    private static readonly string[] OtherStills = ["avif", "avis", "crx "];

    // First boxes of QuickTime files from before there was ftyp.
    private static readonly string[] OldMovieBoxes = ["moov", "mdat", "wide"];

    /// <summary>By the first <see cref="PhotoTypes.HeadBytes"/> bytes of a file that <see cref="PhotoTypes.Of"/> does not know.</summary>
    public static PhotoException Fault(ReadOnlySpan<byte> head)
    {
        if (IsHeic(head)) return new PhotoException(PhotoFaults.Heic, HeicText);
        if (IsVideo(head)) return new PhotoException(PhotoFaults.Video, VideoText);
        return new PhotoException(PhotoFaults.TypeUnknown, "the content is neither JPEG nor PNG nor WebP");
    }

    private static bool IsHeic(ReadOnlySpan<byte> head) => Text(head, 4) == "ftyp" && HeicBrands.Contains(Text(head, 8));

    private static bool IsVideo(ReadOnlySpan<byte> head) =>
        (Text(head, 4) == "ftyp" && Text(head, 8) is { Length: 4 } brand && !OtherStills.Contains(brand))
        || OldMovieBoxes.Contains(Text(head, 4))
        || (Text(head, 0) == "RIFF" && Text(head, 8) == "AVI ")
        || head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]); // Matroska, WebM

    private static string Text(ReadOnlySpan<byte> head, int at) =>
        head.Length >= at + 4 ? Encoding.Latin1.GetString(head.Slice(at, 4)) : "";
}
