using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/session`: sign in, out, and who one is.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapPost("/session", SignIn).OpenToAll();
        api.MapDelete("/session", async (HttpContext http) =>
        {
            await IdentitySetup.SignOut(http);
            return Results.NoContent();
        }).OpenToAll();
        api.MapGet("/session", (HttpContext http, TownClock clock) => Me.From(http.Caller(), clock.Today())).NeedsSignIn();
        api.MapDelete("/session/everywhere", EndAll).NeedsSignIn();
        api.MapPost("/session/password", ChangePassword).NeedsSignIn();
    }

    // With ?use=token the answer is a bearer token for programs; else a cookie for browsers.
    private static async Task<IResult> SignIn(HttpContext http, AccountCache accounts, Passwords passwords, SignInLimiter limiter, SecondFactor factor)
    {
        var credentials = await StrictBody.Read<Credentials>(http.Request);
        if (!http.Request.IsHttps && !IsHere(http)) throw IdentityErrors.NotOverThisConnection();
        var (person, address) = (PersonId.Of(credentials.Person), AddressOf(http));
        if (limiter.SecondsToWait(address, person) is { } seconds) throw IdentityErrors.TooManyTries(seconds);
        // A name that nobody can have costs the same work, and no stream of its own.
        var view = PersonId.IsId(person) ? await accounts.PersonNow(person) : new PersonView();
        if (!passwords.Matches(person, view.PasswordHash, credentials.Password) || view.HasLeft) throw IdentityErrors.SignInRefused();
        // Asked for behind the password alone: who has one is nobody's to find out.
        if (view.SecondFactor.Length > 0)
        {
            if (credentials.Code is not { Length: > 0 } code) throw IdentityErrors.CodeNeeded();
            if (!factor.Matches(person, view.SecondFactor.ToByteArray(), code)) throw IdentityErrors.CodeWrong();
        }
        limiter.Succeeded(address, person);
        if (http.Request.Query["use"] == "token")
            return Results.SignIn(SessionTickets.Issue(BearerTokenDefaults.AuthenticationScheme, person, view.Seq), authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
        var scheme = IdentitySetup.CookieSchemeOf(http.Request);
        await http.SignInAsync(scheme, SessionTickets.Issue(scheme, person, view.Seq), new AuthenticationProperties { IsPersistent = false });
        return Results.NoContent();
    }

    private static async Task<IResult> ChangePassword(HttpContext http, AccountCache accounts, Passwords passwords, SignInLimiter limiter, TownClock clock)
    {
        var caller = Person(http);
        var change = await StrictBody.Read<PasswordChange>(http.Request);
        if (limiter.SecondsToWait(AddressOf(http), caller.Id) is { } seconds) throw IdentityErrors.TooManyTries(seconds);
        var hash = passwords.Hash(caller.Id, change.Password);
        var view = await accounts.PersonNow(caller.Id);
        if (!passwords.Matches(caller.Id, view.PasswordHash, change.OldPassword)) throw IdentityErrors.SignInRefused();
        return await Done(accounts, caller, new ChangePerson { AtUs = clock.NowUs, PasswordHash = hash });
    }

    private static Task<IResult> EndAll(HttpContext http, AccountCache accounts, TownClock clock) =>
        Done(accounts, Person(http), new ChangePerson { AtUs = clock.NowUs, EndSessions = true });

    private static async Task<IResult> Done(AccountCache accounts, Caller caller, ChangePerson change)
    {
        change.Origin = caller.Origin();
        var reply = await accounts.Change(caller.Id, change);
        return reply.Refused.Length == 0 ? Results.NoContent() : throw IdentityErrors.Refused(reply.Refused, reply.Detail);
    }

    private static Caller Person(HttpContext http) =>
        http.Caller() is { Kind: CallerKind.Person } caller ? caller : throw IdentityErrors.SignInNeeded();

    private static bool IsHere(HttpContext http) => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    internal sealed record Credentials(string Person, string Password, string? Code = null);

    internal sealed record PasswordChange(string OldPassword, string Password);

    internal sealed record Me(string Kind, string Id, string Name, IReadOnlyList<RoleHeld> Roles, IReadOnlyList<string> Permissions, bool CodeNeeded, bool SecondFactor)
    {
        public static Me From(Caller caller, int today) => new(
            caller.Kind.ToString().ToLowerInvariant(), caller.Id, caller.Name,
            [.. caller.Grants.Where(grant => Domain.People.Access.Holds(grant, today)).Select(grant => new RoleHeld(grant.Role, grant.Region, grant.Unit))],
            [.. Enum.GetValues<Permission>().Where(permission => caller.MayAnywhere(permission, today)).Select(permission => permission.ToString())],
            caller.LacksCode, caller.HasCode);
    }

    internal sealed record RoleHeld(string Role, string Region, string Unit);
}
