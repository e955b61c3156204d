using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeGov.Gateway.Field;

/// <summary>Date and time with an offset, as RFC 3339 section 5.6 writes it.</summary>
internal static partial class Rfc3339
{
    private const int LengthMax = 64;

    // .NET keeps seven decimals and knows no leap second; both are cut to what it can hold.
    private const int DecimalsKept = 7;

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length > LengthMax || Form().Match(text) is not { Success: true } match) return false;
        var second = match.Groups["second"].Value is "60" ? "59" : match.Groups["second"].Value;
        var decimals = match.Groups["decimals"].Value.PadRight(DecimalsKept, '0')[..DecimalsKept];
        var offset = match.Groups["offset"].Value is "Z" or "z" ? "+00:00" : match.Groups["offset"].Value;
        return DateTimeOffset.TryParseExact(
            $"{match.Groups["date"].Value}T{match.Groups["minute"].Value}:{second}.{decimals}{offset}",
            "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})(\.(?<decimals>[0-9]+))?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
