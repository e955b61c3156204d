using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// How a receiver knows that a delivery is ours, is whole and is of this moment: an HMAC-SHA-256 over id, time and body, in the headers
/// of Standard Webhooks, for which many languages have a library.
/// </summary>
internal static class HookSignature
{
    public const string IdHeader = "webhook-id", TimeHeader = "webhook-timestamp", SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";

    private const int SecretBytes = 32;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>As it is told to whoever registers the hook.</summary>
    public static string Told(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <param name="atS">Seconds since 1970-01-01T00:00Z.</param>
    public static string Of(byte[] secret, string id, long atS, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{atS}.")), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }
}
