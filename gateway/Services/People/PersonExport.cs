using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.People;

/// <summary>
/// `GET /api/v1/people/{id}/export`: all that is kept of one person, for that person, by the own sign-in or device, or for whoever manages people and says
/// for what. On the audit either way. Of others who reported the same, and of what they wrote, nothing.
/// </summary>
internal sealed class PersonExport(IReadModel readModel, ApiReads bound, AccountCache accounts, ITownDirectory town, TownClock clock, AuditReads audit)
{
    /// <summary>Reports, and acts, of one answer: years of somebody who reports every day.</summary>
    public const int LinesMax = 20_000;

    /// <exception cref="ApiException">There is nobody of that id, or it is not the caller's to have.</exception>
    public async Task<PersonsData> Of(HttpContext http, string id, CancellationToken cancellation)
    {
        var (caller, purpose) = (http.Caller(), AuditReads.PurposeOf(http.Request));
        if (!IsOneself(caller, id))
        {
            if (!caller.MayAnywhere(Permission.ManagePeople, clock.Today())) throw caller.LacksCode ? IdentityErrors.AdministratorCodeNeeded() : IdentityErrors.NotAllowed(Permission.ManagePeople);
            if (purpose is null) throw PurposeNeeded();
        }

        var person = PersonId.Of(id);
        var view = PersonId.IsId(person) ? await accounts.PersonNow(person) : new PersonView();
        var name = view.Found ? person : id;
        var steward = town.Stewards.Find(name);
        if (!view.Found && steward is null) throw IdentityErrors.Refused(PersonErrors.Unknown, $"nobody is registered as {ApiErrors.Echo(id)}");
        audit.Record(caller, $"all data of person {name}", purpose ?? "");

        var reports = await bound.Bounded(() => readModel.Query(PersonsReport.Of(name, LinesMax + 1), cancellation));
        var acts = view.Found ? await bound.Bounded(() => readModel.Query(PersonsAct.Of(name, LinesMax + 1), cancellation)) : [];
        var devices = await bound.Bounded(() => readModel.Query(DeviceRow.OfSteward(name), cancellation));
        return new PersonsData(
            name, Iso.Time(clock.NowUs), view.Name, view.Telephone, view.HasLeft, view.PasswordHash.Length > 0, view.SecondFactor.Length > 0,
            [.. view.Grants.Select(PeopleEndpoints.GrantRow.From)], steward is null ? null : new StewardData(steward.Name, steward.Role, steward.HomeGrid, steward.Unit, steward.Households),
            [.. devices.Select(device => new DeviceData(device.Id, device.Region, device.UntilUs == 0 ? null : Iso.Time(device.UntilUs), device.Revoked))],
            [.. reports.Take(LinesMax).Select(ReportData.From)], [.. acts.Take(LinesMax).Select(ActData.From)], reports.Count > LinesMax || acts.Count > LinesMax);
    }

    private static bool IsOneself(Caller caller, string id) => caller.Kind switch
    {
        CallerKind.Person => caller.Id == PersonId.Of(id),
        CallerKind.Device => caller.Binding?.StewardId == id,
        _ => false,
    };

    private static ApiException PurposeNeeded() => ApiErrors.Of(StatusCodes.Status400BadRequest, "purpose_needed",
        "Say for what somebody else's data is read: ?purpose=..., 1 to 200 characters. It is on the audit.", "请说明为何读取他人资料：?purpose=…，1 至 200 个字符，并记入审计。");
}

internal static class PersonExportEndpoints
{
    public static void MapPersonExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/people/{id}/export", async (string id, HttpContext http, PersonExport export, CancellationToken aborted) =>
        {
            var data = await export.Of(http, id, aborted);
            http.Response.Headers.ContentDisposition = "attachment; filename=\"person.json\"";
            return data;
        }).NeedsSignIn();
}

/// <param name="HasPassword">No hash of it leaves the server.</param>
/// <param name="Steward">As registered under the same id.</param>
/// <param name="Acts">What the person changed, by the events of the journal.</param>
/// <param name="More">Of reports or acts only the newest are here.</param>
internal sealed record PersonsData(
    string Id, string AsOf, string Name, string Telephone, bool Left, bool HasPassword, bool HasSecondFactor, IReadOnlyList<PeopleEndpoints.GrantRow> Grants, StewardData? Steward,
    IReadOnlyList<DeviceData> Devices, IReadOnlyList<ReportData> Reports, IReadOnlyList<ActData> Acts, bool More);

internal sealed record StewardData(string Name, string Role, string HomeGrid, string Unit, uint Households);

internal sealed record DeviceData(string Id, string Region, string? Until, bool Revoked);

/// <param name="Text">As it was written; empty where it was erased.</param>
internal sealed record ReportData(
    string ReportId, string GridCode, string Date, string ReceivedAt, string Category, string Outcome, string IssueId, bool Withdrawn, string Text, IReadOnlyList<string> Photos, double? Latitude, double? Longitude)
{
    public static ReportData From(PersonsReport one) => new(
        ReportIds.Format(one.ReportId), one.Grid, LocalDay.Format(one.LocalDate), Iso.Time(one.ReceivedAtUs), one.Category, one.Outcome.ToString().ToUpperInvariant(), one.IssueId, one.IsWithdrawn,
        one.Content.Text, one.Content.PhotoIds, one.Content.Location?.Latitude, one.Content.Location?.Longitude);
}

/// <param name="What">Stream, number and type of the event.</param>
/// <param name="Text">What was written with an issue's step; null where nothing was, and where it was erased.</param>
internal sealed record ActData(string At, string What, string? Text)
{
    public static ActData From(PersonsAct one) => new(Iso.Time(one.RecordedAtUs), $"{one.Stream} {one.Seq} {one.Type}", one.Words?.Text is { Length: > 0 } text ? text : null);
}
