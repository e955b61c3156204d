using System.Diagnostics.CodeAnalysis;

namespace RealtimeGov.Domain.Regions;

/// <summary>IANA time zones by name.</summary>
public static class TimeZones
{
    /// <summary>The longest name taken, well above the longest of the database.</summary>
    public const int NameLengthMax = 64;

    /// <summary>False for what the IANA database does not hold; names are case-sensitive, as its files are.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        // The name becomes a path below the zone database: no dots, no other copies of the database inside it.
        if (name.Length is 0 or > NameLengthMax || !name.All(IsAllowed) || !char.IsAsciiLetterUpper(name[0])) return false;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone) && zone.Id == name;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+';
}
