using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeGov.Bench.Support.Measurement;

namespace RealtimeGov.Bench.Grow.Loop;

/// <summary>What desks ask of the server: steps, pages of queues, searches; and how late a card comes.</summary>
internal sealed class LoopDesk(Uri address) : IDisposable
{
    private static readonly string[] Words = ["井盖", "警示锥桶", "路灯连着几晚", "泡沫", "盲道", "附近小学", "积水退得", "店主"];

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address };

    public Latencies Steps { get; } = new();

    public Latencies Queues { get; } = new();

    public Latencies Searches { get; } = new();

    public Latencies Cards { get; } = new();

    /// <returns>Steps a second.</returns>
    public async Task<double> Take(IReadOnlyList<string> issues, int sideBySide)
    {
        var began = Stopwatch.GetTimestamp();
        var gate = new Lock();
        await Parallel.ForEachAsync(issues, new ParallelOptions { MaxDegreeOfParallelism = sideBySide }, async (issue, _) =>
        {
            var asked = Stopwatch.GetTimestamp();
            await Post($"/api/v1/desk/issues/{issue}/steps", new { commandId = Guid.NewGuid(), version = 1, step = "route" });
            lock (gate) Steps.AddSince(asked);
        });
        return issues.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Page after page of the town's queue and of its villages', from the beginning again when one ends.</summary>
    public async Task Page(int pages, string root, IReadOnlyList<string> villages)
    {
        string[] queues = [$"region={root}", $"region={root}&view=unheld", $"region={root}&stage=routed", .. villages.Take(5).Select(village => $"region={village}"), $"holder={villages[0]}"];
        var next = new string?[queues.Length];
        for (var page = 0; page < pages; page++)
        {
            var at = page % queues.Length;
            var asked = Stopwatch.GetTimestamp();
            var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/desk/queue?{queues[at]}{(next[at] is { } after ? $"&after={after}" : "")}");
            if (page >= queues.Length) Queues.AddSince(asked); // the first of each pays for compiling the road
            next[at] = answer.GetProperty("next").GetString();
        }
    }

    public async Task Search(int searches)
    {
        for (var search = 0; search < searches; search++)
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/desk/search?q={Words[search % Words.Length]}&limit=50");
            if (search >= Words.Length) Searches.AddSince(asked);
            if (answer.GetProperty("found").GetArrayLength() == 0) throw new InvalidOperationException($"{Words[search % Words.Length]} was not found");
        }
    }

    /// <summary>Gives issues to holders who have a minute to take them, and sees when each is given its red card.</summary>
    public async Task WaitForCards(IReadOnlyList<string> issues)
    {
        using var limits = await http.PutAsJsonAsync("/api/v1/settings/limits", new { limits = new[] { new { clock = "takeOver", kind = "continuous", minutes = 1 } } });
        limits.EnsureSuccessStatusCode();
        foreach (var issue in issues) await Post($"/api/v1/desk/issues/{issue}/steps", new { commandId = Guid.NewGuid(), version = 0, step = "route" });
        foreach (var issue in issues)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            do
            {
                var file = await http.GetFromJsonAsync<JsonElement>($"/api/v1/desk/issues/{issue}", patience.Token);
                var card = file.GetProperty("history").EnumerateArray().FirstOrDefault(line => line.GetProperty("what").GetString() == "card" && line.GetProperty("facts").GetProperty("colour").GetString() == "red");
                if (card.ValueKind == JsonValueKind.Undefined) continue;
                Cards.Add((card.GetProperty("at").GetDateTimeOffset() - card.GetProperty("facts").GetProperty("due").GetDateTimeOffset()).TotalMilliseconds);
                break;
            }
            while (await tick.WaitForNextTickAsync(patience.Token));
        }
    }

    public void Dispose() => http.Dispose();

    private async Task Post(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
