using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Gateway.Open311;

/// <summary>
/// The id of something that came from a service, made from what the service calls it: sent again it is the same, and of two
/// services never the same. A UUID of version 8 (RFC 9562), for version 5 is that of imports.
/// </summary>
internal static class DerivedId
{
    private const int Version = 8;

    /// <param name="kind">Of what: a report and an update under one name are two.</param>
    /// <param name="service">The id of the key.</param>
    public static Guid Of(string kind, string service, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{service}\n{name}"))[..16];
        bytes[6] = (byte)(Version << 4 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
