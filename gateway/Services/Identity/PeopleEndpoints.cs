using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/people`: who there is and what they may do, changed by security administrators within their region.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        // Whoever distributes work looks for whom to give it to.
        api.MapGet("/people", List).Needs(Permission.ManagePeople, Permission.Dispatch).Audited(http => $"people {http.Request.QueryString.Value}");
        var people = api.MapGroup("/people").Needs(Permission.ManagePeople);
        people.MapPost("", async (HttpContext http, AccountCache accounts, TownClock clock) =>
        {
            var person = await StrictBody.Read<NewPersonBody>(http.Request);
            return await Changed(http, accounts, person.Id, new ChangePerson { AtUs = clock.NowUs, Register = new RegisterPerson { Name = person.Name, Telephone = person.Telephone ?? "", Create = true } });
        });
        people.MapGet("/{id}", async (string id, AccountCache accounts) => PersonRow.From(id, await accounts.PersonNow(Known(id)))).Audited(http => $"person {http.Request.RouteValues["id"]}");
        people.MapPut("/{id}", async (string id, HttpContext http, AccountCache accounts, TownClock clock) =>
        {
            var person = await StrictBody.Read<PersonBody>(http.Request);
            if (!(await accounts.PersonNow(Known(id))).Found) throw Unknown(id);
            return await Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, Register = new RegisterPerson { Name = person.Name, Telephone = person.Telephone ?? "" } });
        });
        people.MapPost("/{id}/grants", Give);
        people.MapDelete("/{id}/grants/{number:int}", (string id, uint number, HttpContext http, AccountCache accounts, TownClock clock) =>
            Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, End = new GrantEnded { Number = number, LastDate = clock.Today() - 1 } }));
        people.MapPost("/{id}/password", async (string id, HttpContext http, AccountCache accounts, Passwords passwords, TownClock clock) =>
        {
            var body = await StrictBody.Read<PasswordBody>(http.Request);
            return await Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, PasswordHash = passwords.Hash(Known(id), body.Password) });
        });
        people.MapPost("/{id}/leave", (string id, HttpContext http, AccountCache accounts, TownClock clock) => Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, Leave = true }));
        people.MapPost("/{id}/return", (string id, HttpContext http, AccountCache accounts, TownClock clock) => Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, Return = true }));
        people.MapPost("/{id}/erase", Erase);
        people.MapDelete("/{id}/sessions", (string id, HttpContext http, AccountCache accounts, TownClock clock) => Changed(http, accounts, id, new ChangePerson { AtUs = clock.NowUs, EndSessions = true }));
    }

    // ?region= is that region and all below it; ?unit= is whoever has a grant within that unit. Only the caller's own regions are looked at.
    private static async Task<IEnumerable<ListedPerson>> List(HttpContext http, string? region, string? unit, IReadModel readModel, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        var (caller, tree, today) = (http.Caller(), town.Regions.At(clock.NowUs), clock.Today());
        if (region is { Length: > 0 } && tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        var rows = await readModel.Query(unit is { Length: > 0 } ? PersonGrantRow.OfUnit(unit) : PersonGrantRow.All, aborted);
        return rows.Where(row => IsShown(row.Grant)).GroupBy(row => (row.Person, row.Name))
            .Select(person => new ListedPerson(person.Key.Person, person.Key.Name, [.. person.Where(row => row.Grant is not null).Select(row => GrantRow.From(row.Grant!))]));

        bool IsShown(Grant? grant)
        {
            // Somebody without any grant belongs to nowhere yet: only who manages people has a use for them.
            if (grant is null) return region is not { Length: > 0 } && caller.MayAnywhere(Permission.ManagePeople, today);
            if (!Domain.People.Access.Holds(grant, today)) return false;
            if (region is { Length: > 0 } && !Domain.People.Access.IsWithin(grant.Region, region, tree)) return false;
            return caller.MayAt(Permission.ManagePeople, grant.Region, "", tree, today) || caller.MayAt(Permission.Dispatch, grant.Region, "", tree, today);
        }
    }

    private static async Task<IResult> Give(string id, HttpContext http, AccountCache accounts, TownClock clock, ITownDirectory town)
    {
        var body = await StrictBody.Read<GrantBody>(http.Request);
        var (today, tree) = (clock.Today(), town.Regions.At(clock.NowUs));
        // Nobody gives a role outside the region of their own.
        if (tree.Find(body.Region) is not null && !http.Caller().MayAt(Permission.ManagePeople, body.Region, "", tree, today)) throw IdentityErrors.OutsideOwnRegion(body.Region);
        return await Changed(http, accounts, id, new ChangePerson
        {
            AtUs = clock.NowUs,
            Give = new Grant
            {
                Role = body.Role, Region = body.Region, Unit = body.Unit ?? "",
                FromDate = Day(body.From, today), UntilDate = body.Until is null ? 0 : Day(body.Until, today),
            },
        });
    }

    // The event first: from it on nobody signs in or is found by name. Then what it says is gone.
    private static async Task<IResult> Erase(string id, HttpContext http, AccountCache accounts, TownClock clock, CancellationToken aborted)
    {
        if (http.RequestServices.GetService(typeof(ErasureLedger)) is not ErasureLedger ledger) throw ApiErrors.StoreUnavailable();
        var (person, origin) = (Known(id), http.Caller().Origin());
        var reply = await accounts.Change(person, new ChangePerson { AtUs = clock.NowUs, Erase = true, Origin = origin });
        if (reply.Refused.Length > 0) throw IdentityErrors.Refused(reply.Refused, reply.Detail);
        var gone = await ledger.Erase(new Erasure($"person/{person}", reply.Seq, clock.NowUs, $"{origin.PrincipalKind} {origin.PrincipalId}"), CancellationToken.None);
        return Results.Ok(new { reply.Changed, contents = gone });
    }

    internal static async Task<IResult> Changed(HttpContext http, AccountCache accounts, string id, ChangePerson change)
    {
        change.Origin = http.Caller().Origin();
        var reply = await accounts.Change(Known(id), change);
        return reply.Refused.Length == 0 ? Results.Ok(new { reply.Changed }) : throw IdentityErrors.Refused(reply.Refused, reply.Detail);
    }

    // One stream for each id: what can be no id must not make one.
    private static string Known(string id) =>
        PersonId.Of(id) is var known && PersonId.IsId(known) ? known : throw IdentityErrors.Refused(PersonErrors.MalformedId, PersonId.Rule);

    private static ApiException Unknown(string id) => IdentityErrors.Refused(PersonErrors.Unknown, $"nobody is registered as {ApiErrors.Echo(id)}");

    private static int Day(string? date, int byDefault) =>
        date is null ? byDefault : LocalDay.TryParse(date, out var day) ? day : throw ApiErrors.MalformedDate(date);

    internal sealed record NewPersonBody(string Id, string Name, string? Telephone = null);

    internal sealed record PersonBody(string Name, string? Telephone = null);

    internal sealed record GrantBody(string Role, string Region, string? Unit = null, string? From = null, string? Until = null);

    internal sealed record PasswordBody(string Password);

    internal sealed record ListedPerson(string Id, string Name, IReadOnlyList<GrantRow> Grants);

    internal sealed record PersonRow(string Id, string Name, string Telephone, bool Left, IReadOnlyList<GrantRow> Grants)
    {
        public static PersonRow From(string id, PersonView view) => view.Found
            ? new(PersonId.Of(id), view.Name, view.Telephone, view.HasLeft, [.. view.Grants.Select(GrantRow.From)])
            : throw Unknown(id);
    }

    internal sealed record GrantRow(uint Number, string Role, string Region, string Unit, string FirstDay, string? LastDay)
    {
        public static GrantRow From(Grant grant) => new(
            grant.Number, grant.Role, grant.Region, grant.Unit, LocalDay.Format(grant.FromDate), grant.UntilDate == 0 ? null : LocalDay.Format(grant.UntilDate));
    }
}
