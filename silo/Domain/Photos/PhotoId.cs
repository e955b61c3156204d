using System.Security.Cryptography;

namespace RealtimeGov.Domain.Photos;

/// <summary>A photo's id: the lower-case hexadecimal SHA-256 of its original bytes.</summary>
public static class PhotoId
{
    public const int Length = 64;

    public static bool IsWellFormed(string id) => id.Length == Length && !id.AsSpan().ContainsAnyExcept("0123456789abcdef");

    public static string Of(ReadOnlySpan<byte> original) => Convert.ToHexStringLower(SHA256.HashData(original));
}
