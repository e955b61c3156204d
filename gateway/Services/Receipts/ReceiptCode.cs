using System.Security.Cryptography;
using System.Text;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>
/// A code on a slip of paper: 16 characters of Crockford's alphabet, 80 random bits, in fours. Read aloud, typed in capitals or
/// not, with O for 0 and I or L for 1, it is the same code.
/// </summary>
internal static class ReceiptCode
{
    public const int Characters = 16;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New()
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Characters);
        return string.Join('-', code.Chunk(4).Select(four => new string(four)));
    }

    /// <summary>What a code is kept as; null where it is none, whoever made it up.</summary>
    public static string? HashOf(string typed)
    {
        var code = new StringBuilder(Characters);
        foreach (var letter in typed.ToUpperInvariant())
        {
            if (letter is '-' || char.IsWhiteSpace(letter)) continue;
            var meant = letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter };
            if (!Alphabet.Contains(meant) || code.Length == Characters) return null;
            code.Append(meant);
        }
        return code.Length == Characters ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code.ToString()))) : null;
    }
}
