using System.Buffers;

namespace RealtimeGov.Rpc;

/// <summary>Which keys and texts can travel as metadata (gRPC over HTTP/2, "Custom-Metadata").</summary>
internal static class MetadataKey
{
    private const string BinarySuffix = "-bin";
    private const string ReservedPrefix = "grpc-";
    private const string StatusDetails = "grpc-status-details-bin";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    public static bool IsBinary(string key) => key.EndsWith(BinarySuffix, StringComparison.Ordinal);

    /// <summary>Keys the protocol or HTTP itself uses; they are not the handlers' to read or to write.</summary>
    public static bool IsReserved(string key) =>
        key.StartsWith(':')
        || (key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase) && !key.Equals(StatusDetails, StringComparison.OrdinalIgnoreCase))
        || key.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || key.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        || key.Equals("te", StringComparison.OrdinalIgnoreCase)
        || key.Equals("host", StringComparison.OrdinalIgnoreCase);

    public static string Normalised(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var lower = key.ToLowerInvariant();
        if (lower.AsSpan().ContainsAnyExcept(KeyCharacters))
            throw new ArgumentException($"metadata key '{key}' has a character other than a-z, 0-9, '_', '-' and '.'", nameof(key));
        if (IsReserved(lower)) throw new ArgumentException($"metadata key '{key}' belongs to the protocol", nameof(key));
        return lower;
    }

    public static void RequireText(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException($"metadata '{key}' has a character outside printable ASCII; use a key that ends in -bin", nameof(value));
    }
}
