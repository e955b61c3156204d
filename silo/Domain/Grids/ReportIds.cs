using Google.Protobuf;

namespace RealtimeGov.Domain.Grids;

/// <summary>A report's id: a UUID as text (8-4-4-4-12), in memory a <see cref="Guid"/>, in the journal 16 bytes big-endian.</summary>
public static class ReportIds
{
    /// <summary>False for anything but the 36-character form, and for the nil UUID, which names nothing.</summary>
    public static bool TryParse(string text, out Guid id) =>
        // The framework also takes blanks around it, and +f or 0xf where a digit belongs.
        Guid.TryParseExact(text, "D", out id) && id != Guid.Empty && text.Length == 36 && !text.AsSpan().ContainsAny("+xX");

    public static string Format(Guid id) => id.ToString("D");

    public static ByteString ToBytes(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return ByteString.CopyFrom(bytes);
    }

    public static Guid FromBytes(ByteString bytes) => FromBytes(bytes.Span);

    public static Guid FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
