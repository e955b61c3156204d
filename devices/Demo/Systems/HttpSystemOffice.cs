using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Demo.Offices;
using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Import;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Lays out systems as a dispatcher of the demo, with reports of devices and the loop's own steps.</summary>
/// <param name="stewards">Registers stewards; not disposed.</param>
/// <param name="time">A report is observed when it is sent.</param>
public sealed class HttpSystemOffice(HttpOffices offices, OfficeWorker dispatcher, GatewayHttp stewards, IReporter reporter, TimeProvider time) : ISystemOffice
{
    private const int ReportsAtOnce = 500, StepsAtOnce = 200;

    /// <summary>Enough to share commits, and half of what the server answers at once.</summary>
    private const int FindersAtOnce = 32;

    /// <summary>Tries of a step that the server cannot take at the moment, a second apart.</summary>
    private const int TriesMax = 30;

    /// <summary>A refusal that says no more than that the step was taken before.</summary>
    private const string TakenBefore = "stage_forbids";

    private readonly ConcurrentDictionary<string, string> issues = new(StringComparer.Ordinal); // by the report that opened it
    private readonly Dictionary<string, OfficeWorker> workers = new(StringComparer.Ordinal);

    public async Task RegisterAsync(IReadOnlyList<SystemWorker> people, CancellationToken cancellation)
    {
        foreach (var one in people) workers[one.Id] = new OfficeWorker(one.Id, one.Name, [new OfficePost("handler", one.Region)]);
        if (people.Count > 0) await offices.ImportPeopleAsync(string.Join('\n', people.Select(one => $"{one.Id},{one.Name},handler,{one.Region},").Prepend("id,name,role,region,unit")), cancellation);
    }

    public Task DoAsync(SystemMove move, CancellationToken cancellation) => move switch
    {
        DefineProgramme define => AskAsync(HttpMethod.Put, $"/api/v1/programmes/{define.Kind}/{define.Id}", Json(define.Settings), cancellation),
        ImportSheet sheet => AskAsync(HttpMethod.Post, $"/api/v1/programmes/{sheet.Kind}/{sheet.Id}/import?action={sheet.Action}", () => new StringContent(sheet.Csv, Encoding.UTF8, "text/csv"), cancellation),
        DoAct act => AskAsync(HttpMethod.Post, $"/api/v1/programmes/{act.Kind}/{act.Id}/actions/{act.Action}", Json(act.Fields), cancellation),
        RegisterStewards register => stewards.RegisterStewardsAsync(register.Stewards, cancellation),
        SendReports send => SendAsync(send.Reports, cancellation),
        SolveByFinder solve => SolveAsync(solve, cancellation),
        AcceptIssues accept => StepAsync(dispatcher, accept.Reports.Select(report => issues[IdOf(report)]), "accept", [], cancellation),
        HandleIssues handle => HandleAsync(handle, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "no office does this"),
    };

    public async Task<double?> ReadAsync(SystemFigure figure, CancellationToken cancellation)
    {
        try
        {
            var answer = await offices.AskAsync(dispatcher, HttpMethod.Get, $"/api/v1/{figure.Path}", () => null, cancellation);
            var figures = answer.TryGetProperty("figures", out var own) ? own : answer;
            return figures.TryGetProperty(figure.Name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
        }
        catch (GatewayHttpException none) when (none.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task SendAsync(IReadOnlyList<SystemReport> reports, CancellationToken cancellation)
    {
        foreach (var batch in reports.Chunk(ReportsAtOnce))
        {
            var receipts = await reporter.ReportAsync([.. batch.Select(Message)], cancellation);
            foreach (var (report, receipt) in batch.Zip(receipts))
                issues[IdOf(report)] = receipt.IssueId.Length > 0
                    ? receipt.IssueId
                    : throw new GatewayHttpException(null, "not_opened", $"report {report.Owner} {report.Number} opened no issue: {receipt.Outcome} {receipt.Reason}", $"上报 {report.Owner} {report.Number} 未立件：{receipt.Outcome} {receipt.Reason}");
        }
    }

    // Each finder has a device of his own: nobody else says that he has solved it.
    private async Task SolveAsync(SolveByFinder solve, CancellationToken cancellation)
    {
        var tokens = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(solve.Reports.Select(report => report.Steward).Distinct(), new ParallelOptions { MaxDegreeOfParallelism = FindersAtOnce, CancellationToken = cancellation },
            async (steward, stop) => tokens[steward] = await offices.EnrolAsync(steward, stop));
        await Parallel.ForEachAsync(solve.Reports, new ParallelOptions { MaxDegreeOfParallelism = FindersAtOnce, CancellationToken = cancellation }, async (report, stop) =>
        {
            var step = Json(new { commandId = Guid.NewGuid(), version = 0, step = "solved", text = solve.Text });
            for (var tries = 1; ; tries++)
            {
                try
                {
                    await offices.AskAsync(tokens[report.Steward], HttpMethod.Post, $"/api/v1/inbox/{IdOf(report)}/steps", step(), stop);
                    return;
                }
                catch (GatewayHttpException refused) when (refused.Code == TakenBefore)
                {
                    return;
                }
                catch (GatewayHttpException error) when (error.IsUnavailable && tries < TriesMax)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
                }
            }
        });
    }

    private async Task HandleAsync(HandleIssues handle, CancellationToken cancellation)
    {
        var open = handle.Reports.Select(report => issues[IdOf(report)]).ToList();
        await StepAsync(dispatcher, open, "route", new() { ["lead"] = handle.Lead.Region }, cancellation);
        if (handle.Up is { } up) await StepAsync(workers[handle.Lead.Worker], open, "handUp", new() { ["unit"] = up.Region, ["text"] = "超出本级权限" }, cancellation);
        if (!handle.Closes) return;
        var stages = await StepAsync(workers[(handle.Up ?? handle.Lead).Worker], open, "resolve", new() { ["feedBack"] = true, ["text"] = "已办结" }, cancellation);
        // Some are verified first, by the town's rate.
        stages = await NextAsync(stages, "checking", "verify", new() { ["passed"] = true }, cancellation);
        stages = await NextAsync(stages, "resolved", "feedBack", new() { ["text"] = "已办结，请评价" }, cancellation);
        await NextAsync(stages, "answered", "close", [], cancellation);
    }

    private async Task<Dictionary<string, string>> NextAsync(Dictionary<string, string> stages, string from, string step, Dictionary<string, object> fields, CancellationToken cancellation)
    {
        var moved = await StepAsync(dispatcher, stages.Where(one => one.Value == from).Select(one => one.Key), step, fields, cancellation);
        foreach (var (issue, stage) in moved) stages[issue] = stage;
        return stages;
    }

    /// <summary>The stage of each issue after the step; of one that had it before there is none.</summary>
    private async Task<Dictionary<string, string>> StepAsync(OfficeWorker by, IEnumerable<string> of, string step, Dictionary<string, object> fields, CancellationToken cancellation)
    {
        var stages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in of.Chunk(StepsAtOnce))
        {
            var steps = batch.Select(issue => new Dictionary<string, object>(fields) { ["issueId"] = issue, ["commandId"] = Guid.NewGuid(), ["version"] = 0, ["step"] = step }).ToList();
            var answer = await offices.AskAsync(by, HttpMethod.Post, "/api/v1/desk/steps", Json(new { steps }), cancellation);
            foreach (var result in answer.GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("status").GetInt32() == 200) stages[result.GetProperty("issueId").GetString()!] = result.GetProperty("answer").GetProperty("stage").GetString()!;
                else if (result.GetProperty("error").GetProperty("code").GetString() is var code && code != TakenBefore)
                    throw new GatewayHttpException(null, code!, $"{step}: {result.GetProperty("error").GetProperty("message").GetString()}", $"{step}：{result.GetProperty("error").GetProperty("messageZh").GetString()}");
            }
        }
        return stages;
    }

    private Report Message(SystemReport report) => new()
    {
        ReportId = IdOf(report), StewardId = report.Steward, GridCode = report.Grid, Category = report.Category, Text = report.Text, Origin = report.Origin,
        ObservedAt = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
    };

    private static string IdOf(SystemReport report) =>
        NameUuid.Version5(NameUuid.UrlNamespace, $"urn:realtimegov:system:{report.Owner}/{report.Number}").ToString("D");

    private Task AskAsync(HttpMethod method, string path, Func<HttpContent> content, CancellationToken cancellation) => offices.AskAsync(dispatcher, method, path, content, cancellation);

    // Made anew for each try: a request takes its body with it.
    private static Func<HttpContent> Json(object body) => () => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
