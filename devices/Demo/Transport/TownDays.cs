using System.Net.Http.Json;
using System.Text.Json;
using RealtimeGov.Devices.Http;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Transport;

/// <summary>Reads what the wall reads: the valid reports of a region's day.</summary>
public sealed class TownDays(HttpClient http)
{
    /// <summary>How long the counts may take from the last receipt to the town; a few milliseconds as a rule.</summary>
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan VerifyPlacement = TimeSpan.FromMilliseconds(50);

    /// <summary>The count once it has reached <paramref name="expected"/>, or as it is after 5 s.</summary>
    public async Task<long> SettledAsync(string region, string day, long expected, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var valid = await ValidReportsAsync(region, day, cancellation);
            if (valid >= expected || time.GetElapsedTime(started) >= SettleMax) return valid;
            await Task.Delay(VerifyPlacement, time, cancellation);
        }
    }

    /// <summary>How many days late a report may come.</summary>
    /// <exception cref="GatewayHttpException">No answer, an error, or an answer that is none.</exception>
    public async Task<int> AcceptLateDaysAsync(CancellationToken cancellation) =>
        (int)await NumberAsync("/api/v1/about", "acceptLateDays", cancellation);

    /// <param name="day">yyyy-MM-dd, or <c>today</c> in the region's own zone.</param>
    /// <exception cref="GatewayHttpException">No answer, an error, or an answer that is none.</exception>
    public Task<long> ValidReportsAsync(string region, string day, CancellationToken cancellation) =>
        NumberAsync($"/api/v1/regions/{region}/days/{day}", "validReports", cancellation);

    private async Task<long> NumberAsync(string path, string name, CancellationToken cancellation)
    {
        try
        {
            var shape = await http.GetFromJsonAsync<JsonElement>(path, StrictJson.Answers, cancellation);
            return shape.GetProperty(name).GetInt64();
        }
        catch (HttpRequestException error)
        {
            throw new GatewayHttpException(error.StatusCode, "unavailable",
                $"No {name} from {http.BaseAddress}{path[1..]}: {error.Message}", $"读不到 {http.BaseAddress}{path[1..]}", error);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GatewayHttpException(null, "malformed_answer",
                $"{path} did not answer as agreed: {error.Message}", $"{path} 的应答不合约定", error);
        }
    }
}
