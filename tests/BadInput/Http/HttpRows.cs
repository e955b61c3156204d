using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RealtimeGov.BadInput.Tests.Grpc;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.BadInput.Tests.Town;

namespace RealtimeGov.BadInput.Tests.Http;

/// <summary>Makes a row's request: the call as it is right, with one part of its path, query, headers or body replaced.</summary>
internal sealed class HttpRows(TownServer town)
{
    /// <summary>Status, code, and the message in both languages.</summary>
    public async Task<string> Send(Row row)
    {
        using var request = await Request(row);
        using var answer = await town.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode) return $"{(int)answer.StatusCode} | - | - | -";
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return $"{(int)answer.StatusCode} | - | - | -";
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        return $"{(int)answer.StatusCode} | {error.GetProperty("code").GetString()} | {Shown(error.GetProperty("message"))} | {Shown(error.GetProperty("messageZh"))}";
    }

    private async Task<HttpRequestMessage> Request(Row row)
    {
        var input = new Input(row.Input, Named);
        var (method, path) = row.Target.Split(' ') is [var verb, var call] ? (verb, call) : throw new FormatException(row.Key);
        var request = new HttpRequestMessage(new HttpMethod(method), Address(path, row.Field, input));
        if (Body(path) is { } body)
            request.Content = new ByteArrayContent(IsPart(path, row.Field) || IsHeader(row.Field) ? Encoding.UTF8.GetBytes(await body()) : JsonBody.With(await body(), row.Field, input));
        if (request.Content is not null) request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {(path.Contains("/placement") ? town.AdminToken : town.DeviceToken)}");
        // A server that refuses a body by its length need not read it: then it is not sent.
        request.Headers.ExpectContinue = request.Content is not null;
        if (IsHeader(row.Field)) Replace(request, row.Field, input);
        return request;
    }

    private static bool IsPart(string path, string field) => path.Contains($"{{{field}}}") || field is ['?', ..];

    private static bool IsHeader(string field) => field is "authorization" or "content-type";

    private static void Replace(HttpRequestMessage request, string header, Input input)
    {
        if (header == "authorization")
        {
            request.Headers.Remove(header);
            if (!input.IsMissing) request.Headers.TryAddWithoutValidation(header, input.Text);
            return;
        }

        request.Content!.Headers.Remove(header);
        if (!input.IsMissing) request.Content.Headers.TryAddWithoutValidation(header, input.Text);
    }

    private Uri Address(string path, string field, Input input)
    {
        var address = path;
        foreach (var name in new[] { "code", "date", "id", "name" }.Where(name => path.Contains($"{{{name}}}")))
            address = address.Replace($"{{{name}}}", name == field ? Escaped(input) : Uri.EscapeDataString(Right(path, name)));
        if (field is ['?', .. var query] && !input.IsMissing) address += $"?{query}={Escaped(input)}";
        return new Uri(town.Http.BaseAddress + address.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private string Right(string path, string name) => name switch
    {
        "code" => TownServer.Town,
        "date" => "today",
        "name" => "silo-1",
        _ when path.Contains("/issues/") => town.Issue,
        _ when path.Contains("/photos/") => Baselines.PhotoIdOf([1]),
        _ => TownServer.Steward,
    };

    // Every byte as %XX, so that what arrives is what the row says; missing leaves the part empty.
    private static string Escaped(Input input) => input.IsMissing ? "" : string.Concat(input.Bytes.Select(one => $"%{one:X2}"));

    private Func<Task<string>>? Body(string path) => path switch
    {
        "/api/v1/categories" => Always("""[{"code":"Roads/Lamp","names":{"en":"Lamp"},"nearM":10,"nearHours":5,"joinsByItself":false}]"""),
        "/api/v1/stewards" => Always($$"""[{"id":"s-2","name":"费老师","role":"steward","homeGrid":"{{TownServer.Grid}}","unit":"","households":3}]"""),
        "/api/v1/placement/moves" => Always($$"""{"grid":"{{TownServer.Grid}}","silo":"silo-1","pin":false,"by":"tester"}"""),
        "/api/v1/placement/silos/{name}/weight" => Always("""{"weight":1,"by":"tester"}"""),
        "/api/v1/placement/silos/{name}/drain" or "/api/v1/placement/silos/{name}/refill" => Always("""{"by":"tester"}"""),
        "/api/v1/placement/plans/apply" => Plan,
        _ => null,
    };

    private async Task<string> Plan()
    {
        var version = (await town.State.Read()).Placement;
        return $$"""
            {"plan":{"version":{{version}},"moves":[{"grid":"{{TownServer.Grid}}","from":"silo-1","to":"silo-1","load":1}],
            "before":[],"after":[],"imbalanceBefore":1,"imbalanceAfter":1},"by":"tester"}
            """;
    }

    private static Func<Task<string>> Always(string body) => () => Task.FromResult(body);

    private string Named(string name) => name switch
    {
        "device token" => town.DeviceToken,
        "admin token" => town.AdminToken,
        _ => throw new FormatException($"no value has the name {name}"),
    };

    // As the table can show it: a control character by its number.
    private static string Shown(JsonElement message) => Visible.Of(message.GetString()!);
}
