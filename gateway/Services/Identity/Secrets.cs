using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Gateway.Identity;

/// <summary>Secrets that this server hands out: random, kept as SHA-256 alone. What is random needs no slow hash.</summary>
internal static class Secrets
{
    public const string DeviceScheme = "rtgd_";

    public const string ServiceScheme = "rtgs_";

    /// <summary>Letters and digits that nobody mistakes for another when reading aloud.</summary>
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int TokenBytes = 32;
    private const int DeviceIdCharacters = 6;
    private const int CodeCharacters = 8;

    public static string NewDeviceId() => RandomNumberGenerator.GetString(Alphabet, DeviceIdCharacters);

    /// <summary>What a person types or scans: the device's id, then eight characters, 39 random bits for five tries.</summary>
    public static string NewCode(string deviceId) => $"{deviceId}-{RandomNumberGenerator.GetString(Alphabet, CodeCharacters)}";

    public static string NewDeviceToken(string deviceId) => NewToken(DeviceScheme, deviceId);

    public static string NewServiceKey(string id) => NewToken(ServiceScheme, id);

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The code as it was handed out, however it was typed: capitals, no blanks.</summary>
    public static string Normalised(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>The id in front; null where it is no code of ours.</summary>
    public static string? DeviceOfCode(string code) => code.Split('-') is [var id, { Length: CodeCharacters }] && IsDeviceId(id) ? id : null;

    /// <summary>The id in a device's token; null where it is none.</summary>
    public static string? DeviceOfToken(string token) => IdOf(DeviceScheme, token);

    /// <summary>The same of a service's key.</summary>
    public static string? ServiceOfKey(string key) => IdOf(ServiceScheme, key);

    private static string? IdOf(string scheme, string token) =>
        token.StartsWith(scheme, StringComparison.Ordinal) && token[scheme.Length..].Split('.') is [var id, _] && IsDeviceId(id) ? id : null;

    private static string NewToken(string scheme, string id) => $"{scheme}{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes))}";

    public static bool IsDeviceId(string id) => id.Length == DeviceIdCharacters && id.All(c => Alphabet.Contains(c));
}
