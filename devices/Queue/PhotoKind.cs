using System.Text;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Queue;

/// <summary>
/// What a file is, by its first bytes. The server looks closer; this spares a person from queueing something that can
/// never be taken.
/// </summary>
internal static class PhotoKind
{
    /// <summary>Bytes that tell.</summary>
    public const int HeadBytes = 12;

    /// <summary>JPEG (FF D8 FF), PNG (its eight-byte signature) or WebP (RIFF....WEBP).</summary>
    public static bool IsPhoto(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        || (head.Length >= HeadBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8));

    /// <summary>What a file is that is no photo, behind its name; for what phones make by default, what to set on the phone.</summary>
    public static NoPhoto WhyNot(ReadOnlySpan<byte> head)
    {
        if (Text(head, 4) != "ftyp" || Text(head, 8) is "avif" or "avis")
            return new NoPhoto(new Bilingual("is no JPEG, PNG or WebP photo", "不是 JPEG、PNG 或 WebP 照片"), IsOfAPhone: false);
        return Text(head, 8) is "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" or "mif1" or "mif2" or "msf1"
            ? Codes("photo_heic")
            : Codes("photo_video");
    }

    private static NoPhoto Codes(string code) =>
        new(new Bilingual(ReasonWords.Of(code, Language.English), ReasonWords.Of(code, Language.Chinese)), IsOfAPhone: true);

    private static string Text(ReadOnlySpan<byte> head, int at) => head.Length >= at + 4 ? Encoding.Latin1.GetString(head.Slice(at, 4)) : "";
}
