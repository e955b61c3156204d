using System.Net;
using RealtimeGov.Devices.Demo.Show;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Tests.Demo.Show;

public sealed class HttpAdministratorTests
{
    private const string By = "\\u6F14\\u793A demo";

    private readonly FakeHttp http = new() { Answer = """{"version":1}""" };

    [Fact]
    public async Task Orders_go_where_the_contract_says_with_the_token_and_a_name()
    {
        using var administrator = Open();
        await administrator.DrainAsync("silo-2", default);
        await administrator.RefillAsync("silo-2", default);
        await administrator.MoveAsync("G1", "silo-3", default);

        Assert.Equal(
            [
                ("POST http://town/api/v1/placement/silos/silo-2/drain", "Bearer sesame", $$"""{"by":"{{By}}"}"""),
                ("POST http://town/api/v1/placement/silos/silo-2/refill", "Bearer sesame", $$"""{"by":"{{By}}"}"""),
                ("POST http://town/api/v1/placement/moves", "Bearer sesame", $$"""{"grid":"G1","silo":"silo-3","pin":false,"by":"{{By}}"}"""),
            ],
            http.Requests);
    }

    [Fact]
    public async Task A_plan_is_given_back_as_it_came()
    {
        const string written = """{"version":7,"moves":[{"grid":"G1","from":"silo-1","to":"silo-2","load":3.5}],"before":[],"after":[],"imbalanceBefore":2.5,"imbalanceAfter":1.25}""";
        http.Answer = written;
        using var administrator = Open();

        var plan = await administrator.PlanAsync(default);
        Assert.Equal(new RebalancePlan(1, 2.5, 1.25, written), plan);
        await administrator.ApplyAsync(plan, default);

        Assert.Equal(("POST http://town/api/v1/placement/plans/apply", "Bearer sesame", $$"""{"plan":{{written}},"by":"{{By}}"}"""), http.Requests[^1]);
    }

    [Fact]
    public async Task The_placement_is_read()
    {
        http.Answers["/api/v1/placement"] = """
            {"version":3,"at":"2016-06-13T08:40:00Z","silos":[{"name":"silo-1","state":"live","weight":1,"grids":2,"reportsPerSecond":4,"grains":9}],
            "grids":[{"code":"G1","name":"一格","silo":"silo-1","pinned":true,"reportsPerSecond":1.5,"moving":false}]}
            """;
        using var administrator = Open();

        var placement = await administrator.PlacementAsync(default);

        Assert.Equal([new PlacedSilo("silo-1", "live", 2)], placement.Silos);
        Assert.Equal([new PlacedGrid("G1", "一格", "silo-1", true, 1.5)], placement.Grids);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, """{"error":{"code":"last_silo","message":"m","messageZh":"z"}}""", "last_silo")]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "http_502")]
    [InlineData(HttpStatusCode.OK, "<html>", "malformed_answer")]
    public async Task A_refusal_comes_with_its_code(HttpStatusCode status, string answer, string code)
    {
        (http.Status, http.Answer) = (status, answer);
        using var administrator = Open();

        Assert.Equal(code, (await Assert.ThrowsAsync<GatewayHttpException>(() => administrator.DrainAsync("silo-1", default))).Code);
    }

    [Fact]
    public async Task Who_does_not_answer_is_unavailable()
    {
        http.Fault = new HttpRequestException("refused");
        using var administrator = Open();

        Assert.Equal("unavailable", (await Assert.ThrowsAsync<GatewayHttpException>(() => administrator.PlanAsync(default))).Code);
    }

    private HttpAdministrator Open() => new(new Uri("http://town"), "sesame", http);
}
