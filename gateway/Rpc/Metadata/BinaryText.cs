namespace RealtimeGov.Rpc;

/// <summary>Base64 of `-bin` metadata: written without padding, read with or without it.</summary>
internal static class BinaryText
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] value)
    {
        var bare = text.Trim().TrimEnd('=');
        Span<char> padded = new char[(bare.Length + 3) / 4 * 4];
        bare.CopyTo(padded);
        padded[bare.Length..].Fill('=');
        value = new byte[padded.Length / 4 * 3];
        var ok = Convert.TryFromBase64Chars(padded, value, out var length);
        value = ok ? value[..length] : [];
        return ok;
    }
}
