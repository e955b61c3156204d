using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/session/second-factor`: a person sets and drops it; whoever manages people drops somebody's whose telephone is lost.</summary>
internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/session/second-factor").NeedsSignIn();
        own.MapPost("", (HttpContext http, SecondFactor factor) =>
        {
            var (secret, address) = factor.Begin(PersonOf(http));
            return Results.Ok(new { secret, address, minutes = (int)SecondFactor.PendingTime.TotalMinutes });
        });
        own.MapPost("/confirm", async (HttpContext http, AccountCache accounts, SecondFactor factor, SignInLimiter limiter, TownClock clock) =>
        {
            var (person, body) = (PersonOf(http), await StrictBody.Read<CodeBody>(http.Request));
            Limit(http, limiter, person);
            var secret = factor.Confirm(person, body.Code) ?? throw IdentityErrors.CodeWrong();
            return await PeopleEndpoints.Changed(http, accounts, person, new ChangePerson { AtUs = clock.NowUs, SecondFactor = ByteString.CopyFrom(secret) });
        });
        own.MapPost("/drop", async (HttpContext http, AccountCache accounts, SecondFactor factor, SignInLimiter limiter, TownClock clock) =>
        {
            var (person, body) = (PersonOf(http), await StrictBody.Read<CodeBody>(http.Request));
            Limit(http, limiter, person);
            var view = await accounts.PersonNow(person);
            if (view.SecondFactor.Length > 0 && !factor.Matches(person, view.SecondFactor.ToByteArray(), body.Code)) throw IdentityErrors.CodeWrong();
            return await PeopleEndpoints.Changed(http, accounts, person, new ChangePerson { AtUs = clock.NowUs, DropSecondFactor = true });
        });
        api.MapDelete("/people/{id}/second-factor", (string id, HttpContext http, AccountCache accounts, TownClock clock) =>
            PeopleEndpoints.Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, DropSecondFactor = true })).Needs(Permission.ManagePeople);
    }

    private static string PersonOf(HttpContext http) =>
        http.Caller() is { Kind: CallerKind.Person } caller ? caller.Id : throw IdentityErrors.SignInNeeded();

    private static void Limit(HttpContext http, SignInLimiter limiter, string person)
    {
        if (limiter.SecondsToWait(http.Connection.RemoteIpAddress?.ToString() ?? "", person) is { } seconds) throw IdentityErrors.TooManyTries(seconds);
    }

    internal sealed record CodeBody(string Code);
}
