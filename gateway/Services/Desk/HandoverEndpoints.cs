using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>`/api/v1/desk/handover`: what a shift tells the next one, and who took over. Who reads it is on the audit: it may be about people.</summary>
internal static class HandoverEndpoints
{
    public static void MapHandover(this IEndpointRouteBuilder api)
    {
        var handover = api.MapGroup("/desk/handover").Needs(Permission.Dispatch);
        handover.MapGet("", async (HttpContext http, Handovers desk, CancellationToken aborted) => await desk.Read(http, aborted));
        handover.MapPut("", async (HttpContext http, Handovers desk) =>
        {
            var body = await StrictBody.Read<HandoverBody>(http.Request);
            return await desk.Change(http.Caller(), body.Region, new ChangeHandover { ExpectedVersion = body.Version, Write = new HandoverContent { Note = body.Note } });
        });
        handover.MapPost("/taken", async (HttpContext http, Handovers desk) =>
        {
            var body = await StrictBody.Read<TakenBody>(http.Request);
            return await desk.Change(http.Caller(), body.Region, new ChangeHandover { ExpectedVersion = body.Version, Take = true });
        });
    }
}

internal sealed class Handovers(IReadModel readModel, ApiReads bound, ITownClient grains, ITownDirectory town, DeskSteps steps, TownClock clock, AuditReads audit)
{
    /// <exception cref="ApiException">There is no such region, or the desk there is somebody else's.</exception>
    public async Task<HandoverView> Read(HttpContext http, CancellationToken cancellation)
    {
        var region = Known(http.Caller(), http.Request.Query["region"].ToString());
        if (http.Request.Query.Keys.FirstOrDefault(name => name != "region") is { } unknown) throw DeskErrors.FilterUnknown(unknown, ["region"]);
        var found = (await bound.Bounded(() => readModel.Query(DeskHandover.Of(region), cancellation))).SingleOrDefault();
        if (found is null) return new HandoverView(region, 0, "", null, null, null, null);
        if (found.Note.Length > 0) audit.Record(http.Caller(), $"hand-over of {region}", "");
        var (written, taken) = (found.Row.Written, found.Row.Taken);
        return new HandoverView(region, found.Version, found.Note, written?.By, written is null ? null : Iso.Time(written.AtUs), taken?.By, taken is null ? null : Iso.Time(taken.AtUs));
    }

    /// <exception cref="ApiException">It is refused: nothing has changed.</exception>
    public async Task<HandoverChanged> Change(Caller caller, string region, ChangeHandover command)
    {
        Known(caller, region);
        (command.AtUs, command.By, command.Origin) = (clock.NowUs, caller.Id, caller.Origin());
        var reply = await grains.Change(region, command);
        return reply.Refused.Length == 0 ? new HandoverChanged(reply.Changed, reply.Version) : throw Refused(reply.Refused);
    }

    private string Known(Caller caller, string region)
    {
        if (town.Regions.At(clock.NowUs).Find(region) is null) throw ApiErrors.UnknownRegion(region);
        steps.Need(caller, Permission.Dispatch, region);
        return region;
    }

    private static ApiException Refused(string code)
    {
        var (status, english, chinese) = code switch
        {
            HandoverErrors.Changed => (StatusCodes.Status409Conflict, "Somebody has written or taken over meanwhile: read it again first; what you wrote is still on your page.", "其间有人已写或已接班：请先重新读取；您写的内容还在本页。"),
            HandoverErrors.None => (StatusCodes.Status409Conflict, "Nothing was handed over here yet.", "这里还没有交班内容。"),
            HandoverErrors.Own => (StatusCodes.Status409Conflict, "You wrote it yourself: whoever follows takes over.", "这是您自己交的班：应由接班的人确认。"),
            HandoverErrors.Malformed => (StatusCodes.Status400BadRequest, $"A note has at most {HandoverDecider.NoteMax} characters, and no control characters but line breaks and tabs.", $"交代事项至多 {HandoverDecider.NoteMax} 个字符，除换行和制表符外不含控制字符。"),
            _ => throw new ArgumentException($"no refusal {code}"),
        };
        return ApiErrors.Of(status, code, english, chinese);
    }
}

/// <param name="Version">As it was read; 0 where nothing was handed over yet.</param>
internal sealed record HandoverBody(string Region, string Note, ulong Version);

internal sealed record TakenBody(string Region, ulong Version);

internal sealed record HandoverView(string Region, ulong Version, string Note, string? By, string? At, string? TakenBy, string? TakenAt);

internal sealed record HandoverChanged(bool Changed, ulong Version);
