using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RealtimeGov.Devices.Http;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Show;

/// <summary>Administration over HTTP, under the show's own name in the audit.</summary>
public sealed class HttpAdministrator : IAdministrator, IDisposable
{
    /// <summary>Who stands in the audit.</summary>
    public const string By = "演示 demo";

    private readonly HttpClient http;

    /// <param name="token">The admin token; null or empty against an open server.</param>
    /// <param name="handler">The transport, for tests; it is disposed with this.</param>
    public HttpAdministrator(Uri server, string? token, HttpMessageHandler? handler = null)
    {
        http = new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = server, Timeout = GatewayHttp.RequestTimeout };
        if (!string.IsNullOrEmpty(token)) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<TownPlacement> PlacementAsync(CancellationToken cancellation)
    {
        var shape = await AskAsync(HttpMethod.Get, "/api/v1/placement", null, cancellation);
        return Read("/api/v1/placement", () => new TownPlacement(
            [.. shape.GetProperty("silos").EnumerateArray().Select(s => new PlacedSilo(Text(s, "name"), Text(s, "state"), s.GetProperty("grids").GetInt32()))],
            [.. shape.GetProperty("grids").EnumerateArray().Select(g => new PlacedGrid(
                Text(g, "code"), Text(g, "name"), Text(g, "silo"), g.GetProperty("pinned").GetBoolean(), g.GetProperty("reportsPerSecond").GetDouble()))]));
    }

    public Task DrainAsync(string silo, CancellationToken cancellation) => OrderAsync($"silos/{silo}/drain", JsonSerializer.Serialize(new { by = By }), cancellation);

    public Task RefillAsync(string silo, CancellationToken cancellation) => OrderAsync($"silos/{silo}/refill", JsonSerializer.Serialize(new { by = By }), cancellation);

    public Task MoveAsync(string grid, string silo, CancellationToken cancellation) =>
        OrderAsync("moves", JsonSerializer.Serialize(new { grid, silo, pin = false, by = By }), cancellation);

    public async Task<RebalancePlan> PlanAsync(CancellationToken cancellation)
    {
        var shape = await AskAsync(HttpMethod.Post, "/api/v1/placement/plans", "{}", cancellation);
        return Read("/api/v1/placement/plans", () => new RebalancePlan(
            shape.GetProperty("moves").GetArrayLength(), shape.GetProperty("imbalanceBefore").GetDouble(), shape.GetProperty("imbalanceAfter").GetDouble(),
            shape.GetRawText()));
    }

    public Task ApplyAsync(RebalancePlan plan, CancellationToken cancellation) =>
        OrderAsync("plans/apply", $$"""{"plan":{{plan.Json}},"by":{{JsonSerializer.Serialize(By)}}}""", cancellation);

    public void Dispose() => http.Dispose();

    private Task OrderAsync(string path, string body, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Post, $"/api/v1/placement/{path}", body, cancellation);

    private async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (answer.IsSuccessStatusCode) return Read(path, () => JsonSerializer.Deserialize<JsonElement>(text, StrictJson.Answers));
            var code = CodeOf(text) ?? $"http_{(int)answer.StatusCode}";
            throw new GatewayHttpException(answer.StatusCode, code, $"{path}: {code}", $"{path}：{code}");
        }
        catch (HttpRequestException error)
        {
            throw Unavailable(path, error);
        }
        catch (TaskCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable(path, error);
        }
    }

    private static GatewayHttpException Unavailable(string path, Exception error) =>
        new(null, "unavailable", $"no answer from {path}: {error.Message}", $"{path} 没有应答", error);

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GatewayHttpException(null, "malformed_answer", $"{path} did not answer as agreed: {error.Message}", $"{path} 的应答不合约定", error);
        }
    }

    private static string? CodeOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text, StrictJson.Answers).GetProperty("error").GetProperty("code").GetString();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // a proxy's page, say
        }
    }

    private static string Text(JsonElement shape, string name) => shape.GetProperty(name).GetString() ?? "";
}
