using System.Globalization;
using System.Text;

namespace RealtimeGov.Rpc.Wire;

/// <summary>
/// `grpc-message`: UTF-8 in which every byte outside space to tilde, and the percent sign itself, becomes %XX.
/// Reading never fails: what is no escape stays as it is, what is no UTF-8 becomes U+FFFD.
/// </summary>
public static class StatusMessage
{
    public static string Encode(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.All(character => character is >= ' ' and <= '~' and not '%')) return message;
        var encoded = new StringBuilder(message.Length * 3);
        foreach (var octet in Encoding.UTF8.GetBytes(message))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%') encoded.Append((char)octet);
            else encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }

    public static string Decode(string encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (!encoded.Contains('%')) return encoded;
        var octets = new List<byte>(encoded.Length);
        for (var at = 0; at < encoded.Length;)
        {
            if (encoded[at] == '%' && TryOctet(encoded.AsSpan(at + 1), out var octet))
            {
                octets.Add(octet);
                at += 3;
                continue;
            }
            var width = at + 1 < encoded.Length && char.IsSurrogatePair(encoded[at], encoded[at + 1]) ? 2 : 1;
            octets.AddRange(Encoding.UTF8.GetBytes(encoded.Substring(at, width)));
            at += width;
        }
        return Encoding.UTF8.GetString([.. octets]);
    }

    private static bool TryOctet(ReadOnlySpan<char> after, out byte octet)
    {
        octet = 0;
        return after.Length >= 2
            && byte.TryParse(after[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
    }
}
