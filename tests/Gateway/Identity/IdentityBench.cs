using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>An answer: its status, and its body where that is JSON.</summary>
internal sealed record Said(int Status, JsonElement Body, HttpResponseHeaders Headers)
{
    public string Code => Body.GetProperty("error").GetProperty("code").GetString()!;

    public string Message => Body.GetProperty("error").GetProperty("message").GetString()!;

    public string Text(string member) => Body.GetProperty(member).GetString()!;

    /// <summary>As a browser sends it back.</summary>
    public string Cookie => Headers.GetValues("Set-Cookie").Single().Split(';')[0];
}

/// <summary>A guarded server, and whoever calls it by name of credential.</summary>
internal sealed class IdentityBench : IAsyncDisposable
{
    public const string Device = "device-secret", Admin = "admin-secret";
    public const string Password = "correct horse battery";

    private readonly HttpClient http;

    private IdentityBench(TestGateway gateway)
    {
        Gateway = gateway;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Http.BaseAddress };
    }

    public TestGateway Gateway { get; }

    public static async Task<IdentityBench> Open(WebOptions? web = null) => new(await TestGateway.Open(
        DeviceGate.Guarded(new DeviceToken(Device)), adminGate: AdminGate.Guarded(new AdminToken(Admin)), web: web));

    /// <param name="site">What a browser says of the page that asks; null is no browser.</param>
    public async Task<Said> Send(string method, string path, object? body = null, string? token = null, string? cookie = null, string? site = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        if (site is not null) request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Said((int)answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : default, answer.Headers);
    }

    /// <summary>Somebody with a password and, where a role is named, that role.</summary>
    public async Task Register(string person, string? role = null, string region = "T", string name = "李娜")
    {
        Assert.Equal(200, (await Send("POST", "/people", new { id = person, name }, Admin)).Status);
        if (role is not null) Assert.Equal(200, (await Send("POST", $"/people/{person}/grants", new { role, region }, Admin)).Status);
        Assert.Equal(200, (await Send("POST", $"/people/{person}/password", new { password = Password }, Admin)).Status);
    }

    public Task<Said> SignIn(string person, string password = Password, string use = "cookie") =>
        Send("POST", $"/session?use={use}", new { person, password });

    public async Task<string> TokenOf(string person) => (await SignIn(person, use: "token")).Text("accessToken");

    public async Task<string> CookieOf(string person) => (await SignIn(person)).Cookie;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Gateway.DisposeAsync();
    }
}
