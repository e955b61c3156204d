using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RealtimeGov.Devices.Demo.Systems;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Projections;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>
/// A running town in which a system is played through the public API: the office is the dispatcher shen. At the end the read
/// model is what the journal makes.
/// </summary>
internal sealed class SystemTown(DeskTown town) : IAsyncDisposable
{
    public const string Office = "shen", Leader = "xu", Cadre = "qian";

    public DeskTown Town => town;

    public static async Task<SystemTown> Start(params Region[] more) => new(await DeskTown.Start(more));

    /// <summary>With the places of a system.</summary>
    public static Task<SystemTown> StartWith(string system) =>
        Start([.. TownSystems.Find(system)!.Regions(GroundOf(DeskTown.Monday)).Select(region => new Region { Code = region.Code, Name = region.Name, Kind = region.Kind, Parent = region.Parent })]);

    /// <summary>These stages of a system, as the demo lays it out: what a test does itself it leaves out.</summary>
    public async Task Play(string system, params string[] stages)
    {
        var all = TownSystems.Find(system)!.Stages(GroundOf(town.Now));
        foreach (var move in stages.SelectMany(name => all.Single(stage => stage.Name == name).Moves))
        {
            if (move is DefineProgramme define) await Define(define.Kind, define.Id, define.Settings);
            else if (move is ImportSheet sheet) await MustImport(sheet.Kind, sheet.Id, sheet.Csv, $"?action={sheet.Action}");
            else await Must(((DoAct)move).Kind, ((DoAct)move).Id, Office, ((DoAct)move).Action, ((DoAct)move).Fields);
        }
    }

    private static SystemGround GroundOf(DateTimeOffset now) => new(DateOnly.FromDateTime(now.DateTime), "T", "V1", "V2", Cadre, Leader);

    public async Task Define(string kind, string id, object settings)
    {
        var (status, body) = await town.Put($"programmes/{kind}/{id}", Office, settings);
        Assert.True(status == 200, $"{status}: {body}");
    }

    /// <summary>The code of what is refused; empty where it was done.</summary>
    public async Task<string> Act(string kind, string id, string who, string action, object fields)
    {
        var (status, body) = await town.PostAsIs($"programmes/{kind}/{id}/actions/{action}", who, fields);
        return status == 200 ? "" : $"{status} {body.GetProperty("error").GetProperty("code").GetString()}";
    }

    public async Task Must(string kind, string id, string who, string action, object fields) => Assert.Equal("", await Act(kind, id, who, action, fields));

    public async Task<JsonElement> Programme(string kind, string id, string who = Office)
    {
        var (status, body) = await town.Get($"programmes/{kind}/{id}", who);
        Assert.True(status == 200, $"{status}: {body}");
        return body;
    }

    public async Task<long> Figure(string kind, string id, string figure) => (await Programme(kind, id)).GetProperty("figures").GetProperty(figure).GetInt64();

    /// <summary>Every item that the query asks for, page after page.</summary>
    public async Task<IReadOnlyList<JsonElement>> Items(string kind, string id, string query = "", string who = Office)
    {
        var (all, after) = (new List<JsonElement>(), "");
        while (true)
        {
            var (status, body) = await town.Get($"programmes/{kind}/{id}/items?limit=200&{query}{(after.Length > 0 ? $"&after={after}" : "")}", who);
            Assert.True(status == 200, $"{status}: {body}");
            all.AddRange(body.GetProperty("items").EnumerateArray());
            if (body.GetProperty("next").ValueKind == JsonValueKind.Null) return all;
            after = body.GetProperty("next").GetString()!;
        }
    }

    /// <summary>A sheet as an office would send it.</summary>
    public async Task<(int Status, JsonElement Body)> Import(string kind, string id, string csv, string query = "", string who = Office)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/programmes/{kind}/{id}/import{query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.TryAddWithoutValidation("Authorization", (await town.MetadataOf(who)).Single().Value);
        using var response = await town.Http.SendAsync(request);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public async Task MustImport(string kind, string id, string csv, string query = "")
    {
        var (status, body) = await Import(kind, id, csv, query);
        Assert.True(status == 200, $"{status}: {body}");
    }

    public async ValueTask DisposeAsync()
    {
        await using (var session = SqliteRebuild.Open(town.Folder))
            Assert.Empty(await new RebuildRun(session, Catalog.Streams, _ => { }).Run(check: true, default));
        await town.DisposeAsync();
    }
}
