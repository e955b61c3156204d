using System.Globalization;
using System.Security.Claims;

namespace RealtimeGov.Gateway.Identity;

/// <summary>What a session's cookie or token carries, protected by the framework: who signed in, and since which state of the account.</summary>
internal static class SessionTickets
{
    public const string PersonClaim = "sub";

    private const string SinceClaim = "since";

    /// <param name="scheme">Of the cookie or of the bearer token.</param>
    /// <param name="since">The account's seq at sign-in: a later end of sessions makes it void.</param>
    public static ClaimsPrincipal Issue(string scheme, string person, ulong since) => new(new ClaimsIdentity(
        [new Claim(PersonClaim, person), new Claim(SinceClaim, since.ToString(CultureInfo.InvariantCulture))], scheme, PersonClaim, roleType: null));

    /// <summary>Null where it is no session's.</summary>
    public static (string Person, ulong Since)? Read(ClaimsPrincipal principal) =>
        principal.FindFirst(PersonClaim)?.Value is { } person && ulong.TryParse(principal.FindFirst(SinceClaim)?.Value, CultureInfo.InvariantCulture, out var since)
            ? (person, since)
            : null;
}
