using System.Net;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Security;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Gateway.Tests.Identity;

namespace RealtimeGov.Gateway.Tests.Security;

/// <summary>S7: whoever asks too often is told to wait, and nobody else is.</summary>
[Trait("lane", "trust")]
public sealed class RequestLimiterTests
{
    [Fact]
    public async Task S7_an_address_that_asks_too_often_is_told_to_wait_and_others_go_on()
    {
        await using var gateway = await TestGateway.Open(web: new WebOptions(["town.example"], [IPAddress.Loopback]));
        HttpResponseMessage? refused = null;
        for (var asked = 0; refused is null && asked <= 2 * RequestLimiter.OfAddressMax; asked++)
            if (await From(gateway, "192.0.2.7") is { StatusCode: HttpStatusCode.TooManyRequests } answer) refused = answer;
        Assert.NotNull(refused);
        Assert.Contains("too_many_requests", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await From(gateway, "192.0.2.8")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync("/healthz")).StatusCode); // the machine itself
    }

    [Fact]
    public async Task S7_somebody_who_asks_too_often_is_told_to_wait_and_others_go_on()
    {
        await using var bench = await IdentityBench.Open();
        await bench.Register("li.na", "security_admin");
        await bench.Register("wang.jun", "system_admin", name: "王军");
        var (mine, others) = (await bench.TokenOf("li.na"), await bench.TokenOf("wang.jun"));
        var refused = 0;
        for (var asked = 0; refused == 0 && asked <= 4 * RequestLimiter.OfCallerMax; asked++)
            if ((await bench.Send("GET", "/session", token: mine)).Status == 429) refused++;
        Assert.Equal(1, refused);
        Assert.Equal(200, (await bench.Send("GET", "/session", token: others)).Status);
    }

    [Fact]
    public void The_bounds_are_these() =>
        Assert.Equal((600, 100, 300, 30), (RequestLimiter.OfAddressMax, RequestLimiter.OfAddressPerSecond, RequestLimiter.OfCallerMax, RequestLimiter.OfCallerPerSecond));

    [Fact]
    public async Task Over_tls_a_browser_is_told_not_to_come_without_it_again_and_no_form_leads_elsewhere()
    {
        await using var gateway = await TestGateway.Open(web: new WebOptions(["town.example"], [IPAddress.Loopback]));
        using var over = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "192.0.2.7" } } };
        using var tls = await gateway.Http.SendAsync(over);
        Assert.Equal("max-age=31536000", Assert.Single(tls.Headers.GetValues("Strict-Transport-Security")));
        using var plain = await gateway.Http.GetAsync("/healthz");
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("default-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'", Assert.Single(plain.Headers.GetValues("Content-Security-Policy")));
    }

    private static async Task<HttpResponseMessage> From(TestGateway gateway, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Forwarded-For", address);
        return await gateway.Http.SendAsync(request);
    }
}
