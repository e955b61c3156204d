using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Domain.Audit;

/// <summary>What an entry of the audit is about.</summary>
public enum AuditKind
{
    /// <summary>Somebody changed something: an event of the journal with its envelope.</summary>
    Change,

    /// <summary>Somebody was shown what concerns persons.</summary>
    Read,

    /// <summary>The audit's own: it began, or went on after something.</summary>
    Mark,
}

/// <summary>
/// One entry of the audit. Its hash covers all of it and the hash of the entry before, so that no entry can be altered, taken
/// out or put in without every later one being wrong.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="AtUs">Microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Who">The principal, kind and id.</param>
/// <param name="What">Of a change the stream, seq and type; of a read what was shown.</param>
/// <param name="Why">The purpose that was stated; of a change the command's id.</param>
/// <param name="Salt">16 random bytes, hexadecimal, so that the digest of a short content tells nothing; empty without a digest.</param>
/// <param name="Digest">SHA-256 over salt and content, hexadecimal; empty where there is none.</param>
/// <param name="Before">The hash of the entry before; of the first, zeros.</param>
public sealed record AuditEntry(ulong Number, long AtUs, AuditKind Kind, string Who, string What, string Why, string Salt, string Digest, string Before, string Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>The entry that follows one with that hash.</summary>
    public static AuditEntry After(ulong number, string before, long atUs, AuditKind kind, string who, string what, string why, string salt = "", string digest = "")
    {
        var entry = new AuditEntry(number, atUs, kind, who, what, why, salt, digest, before, "");
        return entry with { Hash = entry.ComputeHash() };
    }

    /// <summary>SHA-256 over the fields in their order, each as its length and its bytes: no two entries make one sequence.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in new[] { Number.ToString(CultureInfo.InvariantCulture), AtUs.ToString(CultureInfo.InvariantCulture), Kind.ToString(), Who, What, Why, Salt, Digest, Before })
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 over the salt and a content, hexadecimal.</summary>
    public static string DigestOf(string salt, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(salt));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
