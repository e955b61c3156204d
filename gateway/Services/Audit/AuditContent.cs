using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Projections.People;

namespace RealtimeGov.Gateway.Audit;

/// <summary>What the digest of a change covers: the event's facts and its whole envelope. What may be erased is in neither.</summary>
public static class AuditContent
{
    private const int SaltBytes = 16;

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));

    public static string DigestOf(string salt, ChangeRow change) => AuditEntry.DigestOf(salt, Bytes(change));

    public static string WhoOf(ChangeRow change) => $"{change.PrincipalKind} {change.PrincipalId}";

    private static byte[] Bytes(ChangeRow change)
    {
        var envelope = string.Create(CultureInfo.InvariantCulture,
            $"{change.Name}\n{change.RecordedAtUs}\n{change.PrincipalKind}\n{change.PrincipalId}\n{Convert.ToHexStringLower(change.CommandId)}\n");
        return [.. Encoding.UTF8.GetBytes(envelope), .. change.Facts];
    }
}
