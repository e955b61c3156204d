using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>From a request's credential to its caller: a device's token, one of the two tokens of the data folder, or a person's session.</summary>
public sealed class CallerResolver(DeviceGate deviceGate, AdminGate adminGate, AccountCache accounts, WebOptions web, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>Reports as any steward, and registers; not who people are.</summary>
    private static readonly Permission[] OfDevices = [Permission.Report, Permission.ReportOnBehalf, Permission.DefineTown];

    private static readonly Permission[] OfAdministrators =
        [Permission.ManagePlacement, Permission.ReadFigures, Permission.ReadAudit, Permission.ManagePeople, Permission.ManageDevices];

    private static readonly Caller SharedDevice = Caller.Service("device-token", CredentialKind.SharedDeviceToken, OfDevices);
    private static readonly Caller Administrator = Caller.Service("admin-token", CredentialKind.AdminToken, OfAdministrators);

    private readonly HashSet<Permission> open = OpenTo(deviceGate.IsOpen, adminGate.IsOpen);

    /// <summary>A credential that is wrong, expired or revoked is as none. What is open is open to everybody, whoever they are.</summary>
    /// <exception cref="Grains.NotDurableException">The account could not be asked for.</exception>
    public async Task<Caller> Resolve(HttpContext http)
    {
        var caller = await ByCredential(http);
        if (open.Count == 0) return caller;
        return caller.IsKnown
            ? caller with { May = caller.May.Union(open).ToHashSet() }
            : Caller.Service("open", CredentialKind.Open, open);
    }

    /// <summary>False once the account behind the caller's credential has been shut out; never of what no account stands behind.</summary>
    public async Task<bool> StillHolds(Caller caller) => caller.Kind switch
    {
        CallerKind.Person => Holds(await accounts.Person(caller.Id), caller.Since),
        CallerKind.Device => await accounts.Device(caller.Id) is var view && Holds(view) && view.Binding.Equals(caller.Binding),
        _ => true,
    };

    private async Task<Caller> ByCredential(HttpContext http)
    {
        var sent = http.Request.Headers.Authorization;
        if (sent.Count == 0) return await Session(http, IdentitySetup.CookieSchemeOf(http.Request), CredentialKind.Cookie);
        if (sent is not [{ } authorization] || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Caller.Anonymous;
        var token = authorization[Scheme.Length..].Trim();
        if (Secrets.DeviceOfToken(token) is { } device) return await Device(device, token);
        if (deviceGate.Bears(authorization)) return SharedDevice;
        if (adminGate.Bears(authorization)) return Administrator;
        return await Session(http, BearerTokenDefaults.AuthenticationScheme, CredentialKind.SessionToken);
    }

    private async Task<Caller> Device(string id, string token)
    {
        var view = await accounts.Device(id);
        return Holds(view) && CryptographicOperations.FixedTimeEquals(view.TokenHash.Span, Secrets.Hash(token)) ? Caller.Device(id, view.Binding) : Caller.Anonymous;
    }

    private async Task<Caller> Session(HttpContext http, string scheme, CredentialKind credential)
    {
        var result = await http.AuthenticateAsync(scheme);
        if (result.Principal is not { } principal || SessionTickets.Read(principal) is not { } session) return Caller.Anonymous;
        var view = await accounts.Person(session.Person);
        if (!Holds(view, session.Since)) return Caller.Anonymous;
        var lacksCode = web.AdministratorsNeedCode && view.SecondFactor.Length == 0 && view.Grants.Any(Domain.People.Access.IsAdministration);
        var grants = view.Grants.Where(grant => !lacksCode || !Domain.People.Access.IsAdministration(grant)).ToList();
        return Caller.Person(session.Person, view.Name, credential, grants) with { Since = session.Since, LacksCode = lacksCode, HasCode = view.SecondFactor.Length > 0 };
    }

    private static bool Holds(PersonView view, ulong since) => view is { Found: true, HasLeft: false } && since >= view.SessionsSince;

    private bool Holds(DeviceView view) => view is { Found: true, Revoked: false, Binding: not null } && Instant.From(time.GetUtcNow()) <= view.UntilUs;

    private static HashSet<Permission> OpenTo(bool devices, bool administrators) => (devices, administrators) switch
    {
        (true, true) => [.. Enum.GetValues<Permission>()],
        (true, false) => [.. OfDevices],
        (false, true) => [.. OfAdministrators],
        _ => [],
    };
}
