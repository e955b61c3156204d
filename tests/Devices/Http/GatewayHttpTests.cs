using System.Net;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Tests.Http;

public sealed class GatewayHttpTests
{
    private readonly FakeHttp fake = new();

    [Fact]
    public async Task Categories_are_posted_as_the_contract_says()
    {
        using var http = new GatewayHttp(new Uri("http://127.0.0.1:8080"), "secret", fake);
        fake.Answer = """{"changed":2}""";

        var changed = await http.RegisterCategoriesAsync([new("A/b"), new("C", NearM: 30, JoinsByItself: true)]);

        Assert.Equal(2, changed);
        Assert.Equal(
            ("POST http://127.0.0.1:8080/api/v1/categories", "Bearer secret", """[{"code":"A/b"},{"code":"C","nearM":30,"joinsByItself":true}]"""),
            Assert.Single(fake.Requests));
    }

    [Fact]
    public async Task Stewards_are_posted_as_the_contract_says()
    {
        using var http = new GatewayHttp(new Uri("http://127.0.0.1:8080"), token: null, fake);

        await http.RegisterStewardsAsync([new("s1", "Fei", "G1", Role: "river", Households: 10)]);

        Assert.Equal(
            ("POST http://127.0.0.1:8080/api/v1/stewards", null, """[{"id":"s1","name":"Fei","homeGrid":"G1","role":"river","households":10}]"""),
            Assert.Single(fake.Requests));
    }

    [Fact]
    public async Task An_error_is_told_with_its_code_and_both_messages()
    {
        using var http = new GatewayHttp(new Uri("http://127.0.0.1:8080"), "wrong", fake);
        (fake.Status, fake.Answer) = (HttpStatusCode.Unauthorized, """{"error":{"code":"unauthenticated","message":"No such token","messageZh":"令牌不对"}}""");

        var fault = await Assert.ThrowsAsync<GatewayHttpException>(() => http.RegisterCategoriesAsync([]));

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "unauthenticated", "No such token", "令牌不对", false),
            (fault.Status, fault.Code, fault.Message, fault.MessageZh, fault.IsUnavailable));
    }

    [Fact]
    public async Task An_error_that_is_not_the_gateways_is_told_by_its_status()
    {
        using var http = new GatewayHttp(new Uri("http://127.0.0.1:8080"), null, fake);
        (fake.Status, fake.Answer) = (HttpStatusCode.BadGateway, "<html>");

        var fault = await Assert.ThrowsAsync<GatewayHttpException>(() => http.RegisterCategoriesAsync([]));

        Assert.Equal(("http_502", "/api/v1/categories answered 502", true), (fault.Code, fault.Message, fault.IsUnavailable));
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        using var http = new GatewayHttp(new Uri("http://127.0.0.1:8080"), null, fake);
        fake.Fault = new HttpRequestException("refused");

        var fault = await Assert.ThrowsAsync<GatewayHttpException>(() => http.RegisterCategoriesAsync([]));

        Assert.Equal((null, "No answer from http://127.0.0.1:8080/: refused", true), (fault.Status, fault.Message, fault.IsUnavailable));
    }
}
