using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RealtimeGov.Devices.Http;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>
/// The offices over HTTP: each of the demo's people signs in as themselves. Their passwords are made up at each start and kept
/// nowhere, so that nobody else is ever one of them.
/// </summary>
/// <param name="deviceToken">Defines the town; null or empty against an open server.</param>
/// <param name="adminToken">Registers people; the same.</param>
/// <param name="handler">The transport, for tests; it is disposed with this.</param>
public sealed class HttpOffices(Uri server, string? deviceToken, string? adminToken, HttpMessageHandler? handler = null) : IOffices, IDisposable
{
    private const int QueueMax = 200;

    private readonly HttpClient http = new(handler ?? new SocketsHttpHandler()) { BaseAddress = server, Timeout = GatewayHttp.RequestTimeout };
    private readonly ConcurrentDictionary<string, string> sessions = new(StringComparer.Ordinal);

    public Task<bool> IsDemoAsync(CancellationToken cancellation) => IsAsync("demo", cancellation);

    // An open server asks nobody to sign in; else the link for the first administrator holds until somebody can.
    public async Task<bool> MayRegisterAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(adminToken) || await IsAsync("open", cancellation)) return true; // it has a token too, for the day it is closed
        var people = await GetAsync("/api/v1/people", adminToken, cancellation);
        return Read(() => people.EnumerateArray().Any(person => !person.GetProperty("id").GetString()!.StartsWith(OfficeStaff.Prefix, StringComparison.Ordinal)));
    }

    public async Task RegisterAsync(OfficeStaff staff, IReadOnlyList<string> classes, CancellationToken cancellation)
    {
        var town = staff.Leader.Posts[0].Region;
        foreach (var unit in staff.Units)
            await SendAsync(HttpMethod.Put, $"/api/v1/units/{unit.Id}", Json(new { name = unit.Name, kind = unit.Kind, region = town, divides = unit.Divides }), adminToken, cancellation);
        await ImportPeopleAsync(staff.Sheet(), cancellation);
        var settings = await GetAsync("/api/v1/settings", deviceToken, cancellation);
        if (IsUnset(settings, "limits"))
        {
            var limits = OfficeRules.Limits.Select(limit => new { clock = limit.Clock, kind = "continuous", minutes = limit.Minutes, yellowMinutes = limit.Yellow });
            await SendAsync(HttpMethod.Put, "/api/v1/settings/limits", Json(new { limits }), deviceToken, cancellation);
        }
        if (IsUnset(settings, "sampling"))
            await SendAsync(HttpMethod.Put, "/api/v1/settings/sampling", Json(new { rates = new[] { new { rate = OfficeRules.Sampled } }, withoutPhoto = classes }), deviceToken, cancellation);
    }

    public async Task<IReadOnlyList<WaitingIssue>> QueueAsync(OfficeWorker dispatcher, CancellationToken cancellation)
    {
        var page = await AsAsync(dispatcher, session => GetAsync($"/api/v1/desk/queue?limit={QueueMax}", session, cancellation), cancellation);
        return Read(() => (IReadOnlyList<WaitingIssue>)[.. page.GetProperty("issues").EnumerateArray().Select(issue =>
            new WaitingIssue(Text(issue, "issueId"), Text(issue, "gridCode"), Text(issue, "category"), Text(issue, "stage"), Text(issue, "holder")))]);
    }

    public async Task<int> ReviewAsync(OfficeWorker dispatcher, int most, CancellationToken cancellation)
    {
        var page = await AsAsync(dispatcher, session => GetAsync($"/api/v1/desk/recorded?limit={most}", session, cancellation), cancellation);
        var reviews = Read(() => page.GetProperty("reports").EnumerateArray().Select(one => new { gridCode = Text(one, "gridCode"), reportId = Text(one, "reportId") }).ToList());
        if (reviews.Count > 0) await AsAsync(dispatcher, session => SendAsync(HttpMethod.Post, "/api/v1/desk/recorded", Json(new { reviews }), session, cancellation), cancellation);
        return reviews.Count;
    }

    public Task<OfficeReply> TakeAsync(OfficeWorker by, OfficeCase of, OfficeMove move, CancellationToken cancellation) => ReplyAsync(() =>
        AsAsync(by, session => SendAsync(HttpMethod.Post, $"/api/v1/desk/issues/{of.IssueId}/steps", Json(Body(of, move)), session, cancellation), cancellation));

    public Task<OfficeReply> TakeAsReporterAsync(OfficeWorker dispatcher, OfficeCase of, OfficeMove move, CancellationToken cancellation) => ReplyAsync(async () =>
    {
        var slip = await AsAsync(dispatcher, session => SendAsync(HttpMethod.Post, $"/api/v1/desk/issues/{of.IssueId}/receipts", Json(new { reportId = of.ReportId }), session, cancellation), cancellation);
        var body = Body(of, move);
        (body["code"], body["version"]) = (Read(() => Text(slip, "receiptCode")), 0);
        return await SendAsync(HttpMethod.Post, "/api/v1/receipts/steps", Json(body), null, cancellation);
    });

    /// <summary>Asks as somebody of the demo's people, who is signed in for it.</summary>
    /// <param name="content">Makes the body, for each try anew; null of none.</param>
    internal Task<JsonElement> AskAsync(OfficeWorker by, HttpMethod method, string path, Func<HttpContent?> content, CancellationToken cancellation) =>
        AsAsync(by, session => SendAsync(method, path, content(), session, cancellation), cancellation);

    /// <summary>Asks with an enrolled device's token.</summary>
    internal Task<JsonElement> AskAsync(string token, HttpMethod method, string path, HttpContent content, CancellationToken cancellation) => SendAsync(method, path, content, token, cancellation);

    /// <summary>People by a sheet as <c>POST /api/v1/people/import</c> takes it; the same again changes nothing.</summary>
    internal Task ImportPeopleAsync(string sheet, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "/api/v1/people/import", new StringContent(sheet, Encoding.UTF8, "text/csv"), adminToken, cancellation);

    /// <summary>A further device of a steward: its token.</summary>
    internal async Task<string> EnrolAsync(string steward, CancellationToken cancellation)
    {
        var invited = await SendAsync(HttpMethod.Post, "/api/v1/devices", Json(new { steward }), adminToken, cancellation);
        var enrolled = await SendAsync(HttpMethod.Post, "/api/v1/devices/enrol", Json(new { code = Read(() => Text(invited, "code")) }), null, cancellation);
        return Read(() => Text(enrolled, "token"));
    }

    public void Dispose() => http.Dispose();

    private static Dictionary<string, object> Body(OfficeCase of, OfficeMove move)
    {
        var body = new Dictionary<string, object> { ["commandId"] = Guid.NewGuid().ToString("D"), ["version"] = of.Version, ["step"] = move.Step };
        if (move.Text.Length > 0) body["text"] = move.Text;
        foreach (var (name, value) in move.Fields ?? new Dictionary<string, object>()) body[name] = value;
        return body;
    }

    private static bool IsUnset(JsonElement settings, string name) =>
        Read(() => !settings.GetProperty(name).TryGetProperty("setBy", out var by) || by.ValueKind == JsonValueKind.Null);

    private static async Task<OfficeReply> ReplyAsync(Func<Task<JsonElement>> ask)
    {
        try
        {
            var answer = await ask();
            return Read(() => new OfficeReply(Text(answer, "stage"), answer.GetProperty("version").GetUInt64(), "", []));
        }
        catch (OfficeRefusal refusal) when (!refusal.IsUnavailable)
        {
            return new OfficeReply("", 0, refusal.Code, refusal.By);
        }
    }

    private async Task<JsonElement> AsAsync(OfficeWorker worker, Func<string, Task<JsonElement>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(sessions.TryGetValue(worker.Id, out var session) ? session : await SignInAsync(worker, cancellation));
        }
        catch (OfficeRefusal refusal) when (refusal.Status == HttpStatusCode.Unauthorized)
        {
            return await ask(await SignInAsync(worker, cancellation)); // the session was over
        }
    }

    private async Task<string> SignInAsync(OfficeWorker worker, CancellationToken cancellation)
    {
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await SendAsync(HttpMethod.Post, $"/api/v1/people/{worker.Id}/password", Json(new { password }), adminToken, cancellation);
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/session?use=token", Json(new { person = worker.Id, password }), null, cancellation);
        return sessions[worker.Id] = Read(() => Text(answer, "accessToken"));
    }

    private async Task<bool> IsAsync(string what, CancellationToken cancellation) =>
        (await GetAsync("/api/v1/about", "", cancellation)).TryGetProperty(what, out var said) && said.ValueKind == JsonValueKind.True;

    private Task<JsonElement> GetAsync(string path, string? token, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, token, cancellation);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content, string? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (!string.IsNullOrEmpty(token)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (!answer.IsSuccessStatusCode) throw OfficeRefusal.Of(answer.StatusCode, path, text);
            return text.Length == 0 ? default : Read(() => JsonSerializer.Deserialize<JsonElement>(text, StrictJson.Answers));
        }
        catch (HttpRequestException error)
        {
            throw new GatewayHttpException(null, "unavailable", $"no answer from {path}: {error.Message}", $"{path} 没有应答", error);
        }
        catch (TaskCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new GatewayHttpException(null, "unavailable", $"no answer from {path}: {error.Message}", $"{path} 没有应答", error);
        }
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static string Text(JsonElement shape, string name) => shape.GetProperty(name).GetString() ?? "";

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GatewayHttpException(null, "malformed_answer", $"the server did not answer as agreed: {error.Message}", "服务器的应答不合约定", error);
        }
    }
}
