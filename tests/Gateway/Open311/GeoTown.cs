using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using RealtimeGov.Gateway.Tests.Desk;

namespace RealtimeGov.Gateway.Tests.Open311;

/// <summary>What a client of GeoReport is answered.</summary>
internal sealed record Told(int Status, string? Type, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public XElement Xml => XDocument.Parse(Text).Root!;

    /// <summary>The first element's field of a list in JSON.</summary>
    public string? First(string field) => Json[0].GetProperty(field).GetString();
}

/// <summary>A town whose administrator issues keys, and whoever calls it as Open311 does.</summary>
internal sealed class GeoTown : IAsyncDisposable
{
    private const string Admin = "admin-secret";

    private GeoTown(DeskTown town) => Town = town;

    public DeskTown Town { get; }

    public static async Task<GeoTown> Start() => new(await DeskTown.Start());

    /// <summary>The key of a new service, and the service's id.</summary>
    public async Task<(string Key, string Id)> Service(string name = "城市 App", string? region = null, string? origin = null)
    {
        var answer = await AsAdministrator(HttpMethod.Post, "services", new { name, region = region ?? "T", origin = origin ?? "RESIDENT" });
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Json.GetProperty("key").GetString()!, answer.Json.GetProperty("service").GetString()!);
    }

    public Task<Told> Get(string path, string? bearer = null) => Send(new HttpRequestMessage(HttpMethod.Get, $"/open311/{path}"), bearer);

    public Task<Told> Post(string path, params (string Name, string Value)[] form) =>
        Send(new HttpRequestMessage(HttpMethod.Post, $"/open311/{path}") { Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

    /// <summary>A pothole in grid G1; fields beside it replace those of the same name.</summary>
    public Task<Told> Report(string key, params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["api_key"] = key, ["service_code"] = "roads/pothole", ["address_id"] = "G1", ["description"] = "路面坑洼" };
        foreach (var (name, value) in fields) form[name] = value;
        return Post("v2/requests.json", [.. form.Select(field => (field.Key, field.Value))]);
    }

    public Task<Told> Raw(HttpMethod method, string path, string body, string type) =>
        Send(new HttpRequestMessage(method, $"/open311/{path}") { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } });

    public Task<Told> AsAdministrator(HttpMethod method, string path, object? body = null) =>
        Send(new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) }, Admin);

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    private async Task<Told> Send(HttpRequestMessage request, string? bearer = null)
    {
        using (request)
        {
            if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
            using var response = await Town.Http.SendAsync(request);
            return new Told((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
        }
    }
}
