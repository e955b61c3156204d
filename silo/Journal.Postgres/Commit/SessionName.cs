using System.Text.RegularExpressions;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Whose committer a session is: <c>realtimegov/{silo}/{incarnation}</c>, its application_name.</summary>
/// <param name="Incarnation">New with each start of the silo.</param>
internal sealed partial record SessionName(string Silo, string Incarnation)
{
    public override string ToString() => $"{ConnectionStrings.Prefix}{Silo}/{Incarnation}";

    /// <exception cref="ArgumentException">The name would not survive in application_name, which holds 63 bytes.</exception>
    public static SessionName Of(string silo, string incarnation) => SiloNames().IsMatch(silo)
        ? new SessionName(silo, incarnation)
        : throw new ArgumentException($"a silo's name has 1 to 32 letters, digits, dots, underscores and hyphens; '{silo}' has not", nameof(silo));

    /// <summary>Null where the session is no committer's.</summary>
    public static SessionName? Parse(string applicationName)
    {
        if (!applicationName.StartsWith(ConnectionStrings.Prefix, StringComparison.Ordinal)) return null;
        var parts = applicationName[ConnectionStrings.Prefix.Length..].Split('/');
        return parts.Length == 2 ? new SessionName(parts[0], parts[1]) : null;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,32}$")]
    private static partial Regex SiloNames();
}
