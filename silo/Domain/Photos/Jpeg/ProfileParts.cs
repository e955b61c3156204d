namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>An ICC profile, which JPEG cuts into numbered segments (ICC.1, annex B.4).</summary>
internal sealed class ProfileParts
{
    private readonly SortedDictionary<int, byte[]> parts = [];
    private int count;
    private bool broken;

    public static ReadOnlySpan<byte> Prefix => "ICC_PROFILE\0"u8;

    public void Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < Prefix.Length + 2 || !payload.StartsWith(Prefix)) return;
        var (number, of) = (payload[Prefix.Length], payload[Prefix.Length + 1]);
        if (count == 0) count = of;
        if (number < 1 || number > of || of != count || !parts.TryAdd(number, payload[(Prefix.Length + 2)..].ToArray())) broken = true;
    }

    /// <summary>Null when there is none, or its parts do not make one.</summary>
    public byte[]? Whole() => count == 0 || broken || parts.Count != count ? null : [.. parts.Values.SelectMany(part => part)];
}
