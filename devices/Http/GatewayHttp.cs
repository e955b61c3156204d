using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Http;

/// <summary>
/// The part of the gateway's HTTP interface (docs/contracts/http.md) that a device needs before it reports:
/// registering categories and stewards, both idempotent, and asking what there is. Failures are <see cref="GatewayHttpException"/>s.
/// </summary>
public sealed class GatewayHttp : IDisposable
{
    /// <summary>How long one request may take; registering a town of 3,000 stewards takes well below a second.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient http;

    /// <param name="server">The gateway's HTTP address, such as http://127.0.0.1:8080.</param>
    /// <param name="token">The device token; null or empty against an open server.</param>
    /// <param name="handler">The transport, for tests; the client disposes it.</param>
    public GatewayHttp(Uri server, string? token = null, HttpMessageHandler? handler = null)
    {
        http = new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = server, Timeout = RequestTimeout };
        if (!string.IsNullOrEmpty(token))
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Registers categories; returns how many were new or different.</summary>
    public Task<int> RegisterCategoriesAsync(IReadOnlyCollection<CategoryEntry> categories, CancellationToken cancellation = default) =>
        PostAsync("/api/v1/categories", categories, cancellation);

    /// <summary>Registers stewards, all or nothing; returns how many were new or different.</summary>
    public Task<int> RegisterStewardsAsync(IReadOnlyCollection<StewardEntry> stewards, CancellationToken cancellation = default) =>
        PostAsync("/api/v1/stewards", stewards, cancellation);

    /// <summary>Today's regions, parents first.</summary>
    public Task<IReadOnlyList<RegionEntry>> RegionsAsync(CancellationToken cancellation = default) =>
        GetAsync<RegionEntry>("/api/v1/regions", cancellation);

    /// <summary>Every category, <c>unclassified</c> among them.</summary>
    public Task<IReadOnlyList<CategoryEntry>> CategoriesAsync(CancellationToken cancellation = default) =>
        GetAsync<CategoryEntry>("/api/v1/categories", cancellation);

    public void Dispose() => http.Dispose();

    private async Task<int> PostAsync<T>(string path, IReadOnlyCollection<T> entries, CancellationToken cancellation)
    {
        var reply = await AskAsync<ChangedReply>(path, () => http.PostAsJsonAsync(path, entries, StrictJson.Answers, cancellation), cancellation);
        return reply?.Changed ?? 0;
    }

    private async Task<IReadOnlyList<T>> GetAsync<T>(string path, CancellationToken cancellation) =>
        await AskAsync<List<T>>(path, () => http.GetAsync(path, cancellation), cancellation) ?? [];

    private async Task<T?> AskAsync<T>(string path, Func<Task<HttpResponseMessage>> request, CancellationToken cancellation)
    {
        try
        {
            using var response = await request();
            if (!response.IsSuccessStatusCode)
                throw await FaultAsync(response, path, cancellation);
            return await response.Content.ReadFromJsonAsync<T>(StrictJson.Answers, cancellation);
        }
        catch (HttpRequestException error)
        {
            throw new GatewayHttpException(null, "unavailable", $"No answer from {http.BaseAddress}: {error.Message}", $"{http.BaseAddress} 没有应答", error);
        }
        catch (JsonException error)
        {
            throw new GatewayHttpException(null, "malformed_answer", $"{path} did not answer as agreed: {error.Message}", $"{path} 的应答不合约定", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            var seconds = RequestTimeout.TotalSeconds;
            throw new GatewayHttpException(null, "unavailable", $"No answer from {http.BaseAddress} within {seconds} s", $"{http.BaseAddress} 在 {seconds} 秒内没有应答", error);
        }
    }

    private static async Task<GatewayHttpException> FaultAsync(HttpResponseMessage response, string path, CancellationToken cancellation)
    {
        var status = response.StatusCode;
        ErrorReply? reply = null;
        try
        {
            reply = await response.Content.ReadFromJsonAsync<ErrorReply>(StrictJson.Answers, cancellation);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            // Not the gateway's own error body: a proxy's page, say. The status is all there is to tell.
        }

        var fault = reply?.Error;
        var plain = $"{path} answered {(int)status}";
        return new GatewayHttpException(status, fault?.Code ?? "http_" + (int)status, fault?.Message ?? plain, fault?.MessageZh ?? $"{path} 应答 {(int)status}");
    }

    private sealed record ChangedReply(int Changed);

    private sealed record ErrorReply(ErrorBody? Error);

    private sealed record ErrorBody(string? Code, string? Message, string? MessageZh);
}
