using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>
/// `/api/v1/receipts` and `/api/v1/contractor`, for whoever has a slip of paper: the code is in the body, since addresses are
/// written into logs and histories. And where slips are handed out.
/// </summary>
internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/receipts/view", async (HttpContext http, ReceiptDesk desk, CancellationToken aborted) =>
            await desk.View(await desk.Find(http, (await StrictBody.Read<CodeBody>(http.Request)).Code, isContractors: false, aborted), aborted)).OpenToAll();
        api.MapPost("/receipts/steps", async (HttpContext http, ReceiptDesk desk, CancellationToken aborted) =>
        {
            var (code, command) = await Asked(http, ReceiptForms.Reporter);
            return await desk.Take(await desk.Find(http, code, isContractors: false, aborted), command, aborted);
        }).OpenToAll();
        api.MapPost("/contractor/view", async (HttpContext http, ReceiptDesk desk, CancellationToken aborted) =>
            await desk.Contract(await desk.Find(http, (await StrictBody.Read<CodeBody>(http.Request)).Code, isContractors: true, aborted), aborted)).OpenToAll();
        api.MapPost("/contractor/steps", async (HttpContext http, ReceiptDesk desk, CancellationToken aborted) =>
        {
            var (code, command) = await Asked(http, ReceiptForms.Contractor);
            return await desk.Work(await desk.Find(http, code, isContractors: true, aborted), command, aborted);
        }).OpenToAll();
        api.MapPost("/desk/intake", (HttpContext http, DeskIntake intake, CancellationToken aborted) => intake.Take(http, aborted)).Needs(Permission.ReportOnBehalf);
        api.MapPost("/desk/issues/{id}/receipts", Slip).Needs(Permission.ReportOnBehalf);
        api.MapPost("/desk/issues/{id}/links", Link).Needs(Permission.Dispatch);
    }

    // For a reporter who lost the slip, or never got one.
    private static async Task<object> Slip(string id, HttpContext http, DeskReads reads, DeskSteps steps, ReceiptDesk receipts, CancellationToken aborted)
    {
        var body = await StrictBody.Read<SlipBody>(http.Request);
        var issue = await reads.Issue(id, aborted);
        steps.Need(http.Caller(), Permission.ReportOnBehalf, issue.Grid);
        var file = await reads.File(issue, mayRead: false, aborted);
        if (!ReportIds.TryParse(body.ReportId, out var report) || file.Reports.All(one => one.ReportId != ReportIds.Format(report))) throw DeskErrors.ReportNotHere(body.ReportId);
        var given = new ReceiptGiven { ReportId = Google.Protobuf.ByteString.CopyFrom(report.ToByteArray(bigEndian: true)), IssueId = id, GridCode = issue.Grid, Category = issue.Category };
        return new { receiptCode = await receipts.Give(given, http.Caller().Origin()) };
    }

    private static async Task<object> Link(string id, HttpContext http, DeskReads reads, DeskSteps steps, ReceiptDesk receipts, IReadModel readModel, CancellationToken aborted)
    {
        await StrictBody.Read<NothingBody>(http.Request);
        var issue = await reads.Issue(id, aborted);
        steps.Need(http.Caller(), Permission.Dispatch, issue.Grid);
        var unit = issue.Holder.Length == 0 ? null : (await readModel.Query(UnitRow.Of(issue.Holder), aborted)).SingleOrDefault()?.Unit;
        if (unit is not { Kind: "contractor", Closed: false }) throw ReceiptErrors.NoContractor(issue.Holder);
        var code = await receipts.Give(new ReceiptGiven { IssueId = id, GridCode = issue.Grid, Category = issue.Category, Unit = unit.Id }, http.Caller().Origin());
        return new { code, unit = unit.Id, days = (int)ReceiptDesk.ContractorFor.TotalDays };
    }

    private static async Task<(string Code, IssueCommand Command)> Asked(HttpContext http, IReadOnlyDictionary<string, StepForm> forms)
    {
        using var json = await JsonBody.Read(http.Request, "The body is too large.", "请求体过大。");
        var command = StepBody.Read(json.RootElement, forms, "code");
        var code = json.RootElement.TryGetProperty("code", out var given) && given.ValueKind == System.Text.Json.JsonValueKind.String ? given.GetString()! : "";
        return (code, command);
    }

    internal sealed record CodeBody(string Code);

    internal sealed record SlipBody(string ReportId);

    internal sealed record NothingBody;
}
