using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using MiniExcelLibs;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.People;

/// <summary>`POST /api/v1/people/import` takes a sheet of people, `GET /api/v1/people/export` gives one; docs/identity.md says its columns.</summary>
internal static class ImportEndpoints
{
    private const string Csv = "text/csv", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapPeopleSheets(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").Needs(Permission.ManagePeople);
        people.MapPost("/import", Import);
        people.MapGet("/export", Export).Audited(http => $"people, exported {http.Request.QueryString.Value}");
    }

    private static async Task<IResult> Import(HttpContext http, bool? dryRun, PeopleImport import)
    {
        var imported = await import.Run(SheetFile.Read(await Body(http.Request)), http.Caller(), dryRun ?? false, http.RequestAborted);
        if (imported.FaultsInAll == 0 || imported.DryRun) return Results.Ok(imported);
        var error = new ApiError("import_faults", $"Nothing was imported: the file has {imported.FaultsInAll} faults.", $"未导入任何内容：文件有 {imported.FaultsInAll} 处错误。");
        return Results.Json(new { error, imported.Faults, imported.FaultsInAll }, statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<byte[]> Body(HttpRequest request)
    {
        // Other types are what a browser lets a strange page send without asking.
        if (request.ContentType?.Split(';')[0].Trim() is not (Csv or Xlsx))
            throw ApiErrors.Of(StatusCodes.Status415UnsupportedMediaType, "not_a_sheet", $"The content type must be {Csv} or {Xlsx}.", $"内容类型应为 {Csv} 或 {Xlsx}。");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = SheetFile.BytesMax;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large", $"At most {SheetFile.BytesMax} bytes are taken at once.", $"每次至多 {SheetFile.BytesMax} 字节。");
        }
    }

    // Whoever may register people of a region may have the list of them; ended roles are left out.
    private static async Task<IResult> Export(HttpContext http, string? region, string? format, IReadModel readModel, ITownDirectory town, TownClock clock, AccountCache accounts, CancellationToken aborted)
    {
        var (caller, tree, today) = (http.Caller(), town.Regions.At(clock.NowUs), clock.Today());
        if (region is { Length: > 0 } && tree.Find(region) is null) throw ApiErrors.UnknownRegion(region);
        var rows = (await readModel.Query(PersonGrantRow.All, aborted))
            .Where(row => row.Grant is { } grant && Domain.People.Access.Holds(grant, today) && caller.MayAt(Permission.ManagePeople, grant.Region, "", tree, today)
                && (region is not { Length: > 0 } || Domain.People.Access.IsWithin(grant.Region, region, tree))).ToList();
        var lines = new List<IReadOnlyList<string>>(rows.Count);
        foreach (var person in rows.GroupBy(row => row.Person))
        {
            var telephone = (await accounts.Person(person.Key)).Telephone;
            lines.AddRange(person.Select((row, at) => Line(row, telephone, at == 0 ? town.Stewards.Find(row.Person) : null)));
        }
        http.Response.Headers.CacheControl = "no-store";
        return format switch
        {
            null or "csv" => Results.File(ToCsv(lines), Csv + "; charset=utf-8", "people.csv"),
            "xlsx" => Results.File(await ToXlsx(lines), Xlsx, "people.xlsx"),
            _ => throw ApiErrors.Of(StatusCodes.Status400BadRequest, "format_unknown", "format is csv or xlsx.", "format 应为 csv 或 xlsx。"),
        };
    }

    private static IReadOnlyList<string> Line(PersonGrantRow row, string telephone, Steward? steward) =>
    [
        row.Person, row.Name, telephone, row.Grant!.Role, row.Grant.Region, row.Grant.Unit, LocalDay.Format(row.Grant.FromDate),
        row.Grant.UntilDate == 0 ? "" : LocalDay.Format(row.Grant.UntilDate), steward?.HomeGrid ?? "", steward?.Unit ?? "",
        steward is { Households: > 0 } linked ? linked.Households.ToString(CultureInfo.InvariantCulture) : "",
    ];

    // With the mark by which spreadsheets know UTF-8.
    private static byte[] ToCsv(List<IReadOnlyList<string>> lines)
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.Preamble);
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions(), leaveOpen: true))
        {
            csv.WriteRecord([.. PeopleSheet.Columns.Select(column => column.NameZh)]);
            foreach (var line in lines) csv.WriteRecord([.. line.Select(FormulaGuard.On)]);
        }
        return stream.ToArray();
    }

    private static async Task<byte[]> ToXlsx(List<IReadOnlyList<string>> lines)
    {
        using var stream = new MemoryStream();
        // A cell of text is never run, whatever it begins with.
        var rows = lines.Select(line => PeopleSheet.Columns.Select((column, at) => (column.NameZh, Cell: line[at])).ToDictionary(cell => cell.NameZh, cell => (object)cell.Cell)).ToList();
        if (rows.Count == 0) rows.Add(PeopleSheet.Columns.ToDictionary(column => column.NameZh, _ => (object)""));
        await stream.SaveAsAsync(rows);
        return stream.ToArray();
    }
}
