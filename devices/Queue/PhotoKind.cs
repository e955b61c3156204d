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
}
