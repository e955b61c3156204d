using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using OtpNet;

namespace RealtimeGov.Gateway.Identity;

/// <summary>
/// Codes of the moment (RFC 6238: six digits, half a minute, SHA-1, which is what every authenticator has) beside the password.
/// A code opens once: whoever reads it over somebody's shoulder comes too late.
/// </summary>
public sealed class SecondFactor(TimeProvider time) : IDisposable
{
    public const int SecretBytes = 20;

    /// <summary>How long somebody may take to bring the first code.</summary>
    public static readonly TimeSpan PendingTime = TimeSpan.FromMinutes(10);

    /// <summary>Secrets that wait for their first code, and codes that were used.</summary>
    private const int EntriesMax = 20_000;

    /// <summary>A clock may be half a minute off in either direction.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly MemoryCache held = new(new MemoryCacheOptions { SizeLimit = EntriesMax });
    private readonly Lock gate = new();

    /// <summary>A new secret for that person, until a first code confirms it; it replaces one that waits.</summary>
    /// <returns>For the authenticator: as text, and as the address that a QR code holds.</returns>
    public (string Secret, string Address) Begin(string person)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        held.Set(("pending", person), (secret, time.GetUtcNow() + PendingTime), Entry(PendingTime));
        return (Base32Encoding.ToString(secret), new OtpUri(OtpType.Totp, secret, person, "RealtimeGov").ToString());
    }

    /// <summary>The secret that waited, once its first code is right; null otherwise.</summary>
    public byte[]? Confirm(string person, string code)
    {
        if (!held.TryGetValue(("pending", person), out (byte[] Secret, DateTimeOffset Until) pending) || time.GetUtcNow() > pending.Until) return null;
        if (!Matches(person, pending.Secret, code)) return null;
        held.Remove(("pending", person));
        return pending.Secret;
    }

    /// <summary>True once for each code of that secret while it holds.</summary>
    public bool Matches(string person, byte[] secret, string code)
    {
        if (code.Length != 6 || !new Totp(secret).VerifyTotp(time.GetUtcNow().UtcDateTime, code, out var step, Window)) return false;
        lock (gate)
        {
            if (held.TryGetValue(("used", person), out long last) && step <= last) return false;
            held.Set(("used", person), step, Entry(TimeSpan.FromMinutes(5)));
            return true;
        }
    }

    public void Dispose() => held.Dispose();

    private static MemoryCacheEntryOptions Entry(TimeSpan time) => new() { Size = 1, AbsoluteExpirationRelativeToNow = time };
}
