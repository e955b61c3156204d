using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeGov.BadInput.Tests.Town;

/// <summary>All that bad input must not change, read from the outside: S8.</summary>
internal sealed class TownState(TownServer town, string data)
{
    private const int LateDays = 7;

    public async Task<Figures> Read()
    {
        var today = TodaysDate(await Get($"/api/v1/regions/{TownServer.Town}/days/today"));
        var days = new[] { today, today.AddDays(-LateDays), today.AddDays(-1) }
            .Select(day => $"/api/v1/regions/{TownServer.Town}/days/{day:yyyy-MM-dd}");
        ulong valid = 0, invalid = 0;
        var texts = new List<string>();
        foreach (var day in days)
        {
            var figures = JsonNode.Parse(await Get(day))!;
            valid += figures["validReports"]!.GetValue<ulong>();
            invalid += figures["invalidReports"]!.GetValue<ulong>();
        }

        foreach (var path in Rest)
            texts.Add(await Get(path));
        texts.Add(await Get($"/api/v1/issues/{Uri.EscapeDataString(town.Issue)}"));
        var steward = JsonNode.Parse(await Get($"/api/v1/stewards/{TownServer.Steward}/days/today"))!.AsObject();
        steward.Remove("validReports");
        texts.Add(steward.ToJsonString());
        var placement = JsonNode.Parse(await Get("/api/v1/placement"))!["version"]!.GetValue<ulong>();
        return new Figures(valid, invalid, Photos(), placement, string.Join('\n', texts));
    }

    private static readonly string[] Rest = ["/api/v1/regions", "/api/v1/categories"];

    private int Photos() => Directory.Exists(Path.Combine(data, "photos"))
        ? Directory.EnumerateFiles(Path.Combine(data, "photos"), "*", SearchOption.AllDirectories).Count(f => Path.GetFileName(f).Length == 64 && f.Split('/')[^3].Length == 2)
        : 0;

    private static DateOnly TodaysDate(string day) =>
        DateOnly.ParseExact(JsonDocument.Parse(day).RootElement.GetProperty("date").GetString()!, "yyyy-MM-dd");

    private async Task<string> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", path.Contains("placement") ? town.AdminToken : town.DeviceToken);
        using var answer = await town.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <param name="Valid">Reports that count, over the days that a row can reach.</param>
/// <param name="Invalid">Reports refused, each id once.</param>
/// <param name="Photos">Photos on disk.</param>
/// <param name="Placement">The placement's version: one more for each change.</param>
/// <param name="Rest">Regions, categories, the open issue, the steward's name and place: nothing changes them.</param>
internal sealed record Figures(ulong Valid, ulong Invalid, int Photos, ulong Placement, string Rest)
{
    /// <summary>What has been counted between these figures and later ones, in the words of bad-input.md.</summary>
    public string Counted(Figures after)
    {
        if (this == after) return "nothing";
        if (this with { Invalid = Invalid + 1 } == after) return "invalid";
        if (this with { Photos = Photos + 1 } == after) return "photo";
        if (this with { Placement = Placement + 1 } == after) return "placement";
        if (this with { Valid = Valid + 1 } == after) return "valid";
        if (this with { Valid = after.Valid } == after) return $"{after.Valid - Valid} valid";
        return $"from {this} to {after}";
    }
}
