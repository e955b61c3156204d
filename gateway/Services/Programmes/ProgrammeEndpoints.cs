using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.People;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>`/api/v1/programmes`: programmes of every kind, their items and figures, what is done with them, and sheets; docs/programmes.md.</summary>
internal static class ProgrammeEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder api)
    {
        var programmes = api.MapGroup("/programmes").Needs(Permission.ReadProgrammes);
        programmes.MapGet("", () => ProgrammeKinds.All.Select(KindJson.From));
        programmes.MapGet("/{kind}", (string kind, HttpContext http, ProgrammeReads reads, CancellationToken aborted) => reads.List(http, kind, aborted));
        programmes.MapGet("/{kind}/{id}", (string kind, string id, HttpContext http, ProgrammeReads reads, CancellationToken aborted) => reads.One(http, kind, id, aborted)).Audited(What);
        programmes.MapGet("/{kind}/{id}/items", (string kind, string id, HttpContext http, ProgrammeReads reads, CancellationToken aborted) => reads.Items(http, kind, id, aborted)).Audited(What);
        programmes.MapGet("/{kind}/{id}/history", (string kind, string id, HttpContext http, ProgrammeReads reads, CancellationToken aborted) => reads.History(http, kind, id, aborted)).Audited(What);
        programmes.MapGet("/{kind}/{id}/export", async (string kind, string id, string? lang, HttpContext http, ProgrammeReads reads, CancellationToken aborted) =>
        {
            if (lang is not (null or "zh" or "en")) throw DeskErrors.FilterMalformed("lang", "is zh or en", "应为 zh 或 en");
            var (known, items) = await reads.All(http, kind, id, aborted);
            return Results.File(ProgrammeSheet.Write(known, items, lang == "en"), $"{ProgrammeSheet.Csv}; charset=utf-8", $"{kind}-{id}.csv");
        }).Audited(What);
        programmes.MapPut("/{kind}/{id}", async (string kind, string id, HttpContext http, ProgrammeDesk desk, CancellationToken aborted) =>
            Done.From(await desk.Define(http, kind, id, aborted))).Needs(Permission.RunProgrammes);
        programmes.MapPost("/{kind}/{id}/actions/{action}", async (string kind, string id, string action, HttpContext http, ProgrammeDesk desk, CancellationToken aborted) =>
            Done.From(await desk.Act(http, kind, id, action, aborted))).Needs(Permission.JoinProgrammes, Permission.RunProgrammes);
        programmes.MapPost("/{kind}/{id}/import", Import).Needs(Permission.RunProgrammes);
        programmes.MapPost("/stars/{id}/codes", (string id, HttpContext http, Judgements judgements, CancellationToken aborted) => judgements.GiveCodes(http, id, aborted)).Needs(Permission.RunProgrammes);
        api.MapPost("/public/judgements", (HttpContext http, Judgements judgements) => judgements.Judge(http)).OpenToAll();
    }

    private static async Task<IResult> Import(string kind, string id, string? action, bool? dryRun, HttpContext http, ProgrammeDesk desk, CancellationToken aborted)
    {
        var (known, programme) = await desk.Find(http.Caller(), kind, id, aborted);
        var form = known.Actions.FirstOrDefault(one => one.Name == (action ?? known.Actions[0].Name) && one.HasItem)
            ?? throw DeskErrors.FilterMalformed("action", $"is one of {string.Join(", ", known.Actions.Where(one => one.HasItem).Select(one => one.Name))}", $"应为 {string.Join("、", known.Actions.Where(one => one.HasItem).Select(one => one.Name))} 之一");
        var sheet = ProgrammeSheet.Read(SheetFile.Read(await ProgrammeSheet.Body(http.Request)), form);
        var (faults, inAll, changed) = (sheet.Faults, sheet.Faults.Count, 0u);
        // What cannot be read is told first: the rest would be decided on half a sheet.
        if (inAll == 0)
        {
            var reply = await desk.Import(http, known, programme, sheet.Acts, dryRun ?? false);
            (inAll, changed) = ((int)reply.FaultsInAll, reply.Changed);
            faults = [.. reply.Faults.Select(fault =>
            {
                var (english, chinese) = ProgrammeErrors.WordsOf(known, fault.Refused);
                return new SheetFault(sheet.Lines[(int)fault.Act], "", fault.Refused, $"{english} ({fault.Detail})", $"{chinese}（{fault.Detail}）");
            })];
        }
        var told = faults.Take(ProgrammeBatch.FaultsTold).ToList();
        if (inAll == 0 || dryRun == true) return Results.Ok(new { rows = sheet.Acts.Count, changed, dryRun = dryRun ?? false, faults = told, faultsInAll = inAll });
        var error = new ApiError("import_faults", $"Nothing was imported: the file has {inAll} faults.", $"未导入任何内容：文件有 {inAll} 处错误。");
        return Results.Json(new { error, faults = told, faultsInAll = inAll }, statusCode: StatusCodes.Status400BadRequest);
    }

    public static int DayOf(string name, string given) => given.Length == 0 ? 0 : LocalDay.TryParse(given, out var day) ? day : throw DeskErrors.FilterMalformed(name, "is a day as yyyy-MM-dd", "应为 yyyy-MM-dd 形式的日期");

    public static ulong VersionOf(string given) => given.Length == 0 ? 0 : ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= long.MaxValue ? version : throw DeskErrors.CursorMalformed();

    private static string What(HttpContext http) => $"programme {http.Request.RouteValues["kind"]}/{http.Request.RouteValues["id"]}";

    internal sealed record Done(bool Changed, ulong Version)
    {
        public static Done From(Protos.ProgrammeReply reply) => new(reply.Changed > 0, reply.Version);
    }
}
