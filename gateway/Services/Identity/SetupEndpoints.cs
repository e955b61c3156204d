using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`POST /api/v1/setup`: the first administrator, by the link that the first start made.</summary>
internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder api) => api.MapPost("/setup", Setup).OpenToAll();

    private static async Task<IResult> Setup(HttpContext http, AccountCache accounts, Passwords passwords, SetupLink link, TownClock clock, ITownDirectory town)
    {
        var first = await StrictBody.Read<SetupBody>(http.Request);
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) throw IdentityErrors.SetupLinkWrong();
        if (!link.TryUse(first.Secret)) throw IdentityErrors.SetupLinkWrong();
        var isDone = false;
        try
        {
            var person = PersonId.Of(first.Person);
            if (!PersonId.IsId(person)) throw IdentityErrors.Refused(PersonErrors.MalformedId, PersonId.Rule);
            if (town.Regions.At(clock.NowUs).Root?.Code is not { } root) throw IdentityErrors.NoRegions();
            if (!await accounts.IsEmpty(http.RequestAborted)) throw IdentityErrors.SetupLinkWrong();
            var hash = passwords.Hash(person, first.Password);
            // The password last: until it is set nobody can sign in, and another start makes another link.
            await Do(new ChangePerson { Register = new RegisterPerson { Name = first.Name } });
            var grant = SetupLink.First(root);
            grant.FromDate = clock.Today();
            await Do(new ChangePerson { Give = grant });
            await Do(new ChangePerson { PasswordHash = hash });
            isDone = true;
            return Results.NoContent();

            async Task Do(ChangePerson change)
            {
                change.AtUs = clock.NowUs;
                change.Origin = new CommandOrigin { PrincipalKind = "service", PrincipalId = "setup-link" };
                if (await accounts.Change(person, change) is { Refused.Length: > 0 } refused) throw IdentityErrors.Refused(refused.Refused, refused.Detail);
            }
        }
        finally
        {
            if (!isDone) link.GiveBack(first.Secret);
        }
    }

    internal sealed record SetupBody(string Secret, string Person, string Name, string Password);
}
