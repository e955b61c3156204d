using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>`/api/v1/devices`: invite, enrol, revoke. The code and the token are told once and kept as hashes.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/enrol", Enrol).OpenToAll();
        var devices = api.MapGroup("/devices").Needs(Permission.ManageDevices);
        devices.MapPost("", Invite);
        devices.MapGet("", async (string? steward, IReadModel readModel, CancellationToken aborted) =>
            (await readModel.Query(Projections.People.DeviceRow.OfSteward(steward ?? throw ApiErrors.UnknownSteward("")), aborted)).Select(row => new ListedDevice(row.Id, row.Steward, row.Region, row.UntilUs == 0 ? null : Iso.Time(row.UntilUs), row.Revoked)));
        devices.MapGet("/{id}", async (string id, AccountCache accounts) => DeviceRow.From(id, await accounts.DeviceNow(Known(id))));
        devices.MapDelete("/{id}", async (string id, HttpContext http, AccountCache accounts, TownClock clock) =>
            await Changed(http, accounts, Known(id), new ChangeDevice { AtUs = clock.NowUs, Revoke = true }));
    }

    private static async Task<IResult> Invite(HttpContext http, AccountCache accounts, TownClock clock, ITownDirectory town)
    {
        var body = await StrictBody.Read<InviteBody>(http.Request);
        var tree = town.Regions.At(clock.NowUs);
        if (town.Stewards.Find(body.Steward) is not { } steward) throw ApiErrors.UnknownSteward(body.Steward);
        if (!http.Caller().MayAt(Permission.ManageDevices, steward.HomeGrid, "", tree, clock.Today())) throw IdentityErrors.OutsideOwnRegion(steward.HomeGrid);
        if (body.Region is { Length: > 0 } region && tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        var id = body.Device is { } named ? Known(named) : Secrets.NewDeviceId();
        // A code for a device that is somebody's already is for that device's new token, or for its next steward.
        if (body.Device is not null && (await accounts.DeviceNow(id) is not { Found: true } known || ServiceScope.IsService(known.Binding))) throw Unknown(id);
        var code = Secrets.NewCode(id);
        var binding = new DeviceBinding { StewardId = body.Steward, Region = body.Region ?? "" };
        binding.Origins.AddRange((body.Origins ?? ["STEWARD"]).Select(Parsed));
        await Changed(http, accounts, id, new ChangeDevice { AtUs = clock.NowUs, Invite = new InviteDevice { Binding = binding, CodeHash = ByteString.CopyFrom(Secrets.Hash(code)) } });
        return Results.Ok(new { device = id, code, minutes = (int)DeviceDecider.InvitationTime.TotalMinutes });
    }

    private static async Task<IResult> Enrol(HttpContext http, AccountCache accounts, SignInLimiter limiter, TownClock clock)
    {
        var code = Secrets.Normalised((await StrictBody.Read<EnrolBody>(http.Request)).Code);
        var id = Secrets.DeviceOfCode(code) ?? throw IdentityErrors.Refused(DeviceErrors.NotInvited, "there is no such invitation; ask for a new code");
        if (limiter.SecondsToWait(http.Connection.RemoteIpAddress?.ToString() ?? "", $"device {id}") is { } seconds) throw IdentityErrors.TooManyTries(seconds);
        var token = Secrets.NewDeviceToken(id);
        var reply = await accounts.Change(id, new ChangeDevice
        {
            AtUs = clock.NowUs,
            Origin = new CommandOrigin { PrincipalKind = "device", PrincipalId = id },
            Enrol = new EnrolDevice { CodeHash = ByteString.CopyFrom(Secrets.Hash(code)), TokenHash = ByteString.CopyFrom(Secrets.Hash(token)) },
        });
        if (reply.Refused.Length > 0) throw IdentityErrors.Refused(reply.Refused, reply.Detail);
        var view = await accounts.DeviceNow(id);
        return Results.Ok(new { device = id, steward = view.Binding.StewardId, token });
    }

    private static async Task<IResult> Changed(HttpContext http, AccountCache accounts, string id, ChangeDevice change)
    {
        change.Origin = http.Caller().Origin();
        var reply = await accounts.Change(id, change);
        return reply.Refused.Length == 0 ? Results.Ok(new { reply.Changed }) : throw IdentityErrors.Refused(reply.Refused, reply.Detail);
    }

    private static string Known(string id) => Secrets.IsDeviceId(id) ? id : throw Unknown(id);

    private static ApiException Unknown(string id) => IdentityErrors.Refused(DeviceErrors.Unknown, $"there is no device {ApiErrors.Echo(id)}");

    private static Origin Parsed(string name) => name switch
    {
        "STEWARD" => Origin.Steward,
        "VISIT" => Origin.Visit,
        "TELEPHONE" => Origin.Telephone,
        "DESK" => Origin.Desk,
        _ => throw IdentityErrors.UnknownOrigin(name),
    };

    internal sealed record InviteBody(string Steward, string? Device = null, string? Region = null, IReadOnlyList<string>? Origins = null);

    internal sealed record EnrolBody(string Code);

    internal sealed record ListedDevice(string Id, string Steward, string Region, string? Until, bool Revoked);

    internal sealed record DeviceRow(string Id, string Steward, string Region, IReadOnlyList<string> Origins, bool Revoked, string? Until)
    {
        public static DeviceRow From(string id, DeviceView view) => view.Found
            ? new(id, view.Binding?.StewardId ?? "", view.Binding?.Region ?? "", [.. view.Binding?.Origins.Select(Named) ?? []], view.Revoked, view.UntilUs == 0 ? null : Iso.Time(view.UntilUs))
            : throw Unknown(id);

        private static string Named(Origin origin) => origin.ToString().ToUpperInvariant();
    }
}
