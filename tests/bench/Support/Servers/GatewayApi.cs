using System.Net.Http.Json;
using System.Text.Json;
using RealtimeGov.Bench.Support.Towns;

namespace RealtimeGov.Bench.Support.Servers;

/// <summary>The gateway's HTTP side, as far as a bench asks it.</summary>
public sealed class GatewayApi(Uri address) : IDisposable
{
    /// <summary>A region's grain hears of a commit a moment after its sender did.</summary>
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new() { BaseAddress = address };

    /// <summary>The categories that the reports of <see cref="ReportMaker"/> have.</summary>
    public async Task RegisterCategories()
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/categories", ReportMaker.Categories.Select(code => new { code }));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Until the store answers and the town is loaded.</summary>
    public async Task Ready()
    {
        using var answer = await http.GetAsync("/readyz");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Valid reports over all days, from the store.</summary>
    public async Task<long> Total(string region) => await Valid($"/api/v1/regions/{region}/total");

    /// <summary>The silos' names.</summary>
    public async Task<IReadOnlyList<string>> Silos() =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/api/v1/placement")).GetProperty("silos").EnumerateArray().Select(s => s.GetProperty("name").GetString()!)];

    public async Task Move(string grid, string silo)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/placement/moves", new { grid, silo, pin = false, by = "bench" });
        answer.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> About() => http.GetFromJsonAsync<JsonElement>("/api/v1/about");

    /// <summary>Today's valid reports, from the grains, once they are as many as expected or the time for that is over.</summary>
    public async Task<long> Today(string region, long expected)
    {
        using var patience = new CancellationTokenSource(SettlesWithin);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var valid = await Valid($"/api/v1/regions/{region}/days/today");
            if (valid == expected || patience.IsCancellationRequested) return valid;
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<long> Valid(string path) =>
        (await http.GetFromJsonAsync<JsonElement>(path)).GetProperty("validReports").GetInt64();
}
