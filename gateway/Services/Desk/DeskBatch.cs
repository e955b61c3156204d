using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains;
using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Many steps in one call, each with its own result: what one is refused for stops no other.</summary>
internal sealed class DeskBatch(DeskSteps steps)
{
    /// <summary>A page of a queue.</summary>
    public const int StepsMax = 200;

    /// <summary>Issues worked on side by side: enough to share commits, few beside what others do at the desk.</summary>
    private const int SideBySide = 8;

    public async Task<BatchAnswer> Take(HttpContext http, CancellationToken cancellation)
    {
        using var json = await JsonBody.Read(http.Request, "The body is too large.", "请求体过大。");
        var asked = Read(json.RootElement);
        var results = new BatchResult[asked.Count];
        // Of one issue one after another, as they stand in the list; of several side by side.
        await Parallel.ForEachAsync(
            asked.Index().GroupBy(step => step.Item.IssueId, StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (issue, aborted) =>
            {
                foreach (var (at, step) in issue) results[at] = await Take(http.Caller(), step, aborted);
            });
        return new BatchAnswer(results);
    }

    private static List<AskedStep> Read(JsonElement body)
    {
        try
        {
            var list = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("steps", out var given) && given.ValueKind == JsonValueKind.Array ? given : default;
            _ = new StrictJsonObject(body, ["steps"]);
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > StepsMax)
                throw OrderBody.Fault("steps", $"must be a list of 1 to {StepsMax} steps", $"应为 1 至 {StepsMax} 个步骤的列表");
            return [.. list.EnumerateArray().Select(AskedStep.Of)];
        }
        catch (StrictJsonException wrong) { throw StepBody.Fault(wrong); }
    }

    private async Task<BatchResult> Take(Caller caller, AskedStep step, CancellationToken cancellation)
    {
        try
        {
            if (step.Fault is { } fault) return new(step.IssueId, fault.Status, null, fault.Error);
            return new(step.IssueId, StatusCodes.Status200OK, await steps.Take(caller, step.IssueId, step.Command!, cancellation), null);
        }
        catch (ApiException refused) { return new(step.IssueId, refused.Status, null, refused.Error); }
        catch (NotDurableException) { return Unavailable(step); }
        catch (Exception)
        {
            cancellation.ThrowIfCancellationRequested();
            return Unavailable(step);
        }
    }

    private static BatchResult Unavailable(AskedStep step) => new(step.IssueId, StatusCodes.Status503ServiceUnavailable, null, ApiErrors.StoreUnavailable().Error);

    private sealed record AskedStep(string IssueId, IssueCommand? Command, ApiException? Fault)
    {
        public static AskedStep Of(JsonElement one)
        {
            var issue = one.ValueKind == JsonValueKind.Object && one.TryGetProperty("issueId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
            try { return new(issue, StepBody.Read(one, StepBody.Desk, "issueId"), null); }
            catch (ApiException fault) { return new(issue, null, fault); }
        }
    }
}

internal sealed record BatchAnswer(IReadOnlyList<BatchResult> Results);

/// <param name="Status">As if the step had been asked alone.</param>
internal sealed record BatchResult(
    string IssueId, int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StepAnswer? Answer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ApiError? Error);
