using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Devices.Import;

/// <summary>
/// UUIDs made from names (RFC 9562, section 5.5, version 5): the same row of the same source has the same report id on
/// every machine and in every run, so that an import may be repeated without counting twice.
/// </summary>
public static class NameUuid
{
    /// <summary>RFC 9562, section 6.6, Namespace_URL.</summary>
    public static readonly Guid UrlNamespace = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>RFC 9562, section 6.6, Namespace_DNS.</summary>
    public static readonly Guid DnsNamespace = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>
    /// The namespace of a source: version 5 of <c>urn:realtimegov:import:SOURCE</c> in Namespace_URL. A namespace per
    /// source, because joining source and row into one name could make two pairs read alike.
    /// </summary>
    public static Guid OfSource(string source) => Version5(UrlNamespace, "urn:realtimegov:import:" + source);

    /// <summary>The first 16 bytes of SHA-1(namespace in network order, name in UTF-8), marked as version 5.</summary>
    public static Guid Version5(Guid space, string name)
    {
        var text = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(text, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, text.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
