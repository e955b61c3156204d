using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Tests.Fakes;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>What is no order at all: it is said which field, in both languages, and nothing changes.</summary>
public sealed class BodyTests : IAsyncLifetime
{
    private TestGateway gateway = null!;
    private AdminWire wire = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        wire = new AdminWire(gateway);
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("/moves", "", 400, "json_malformed", "The body is not JSON: line 1, column 1.", "请求体不是 JSON：第 1 行第 1 列。")]
    [InlineData("/moves", "{\"grid\":", 400, "json_malformed", "The body is not JSON: line 1, column 9.", "请求体不是 JSON：第 1 行第 9 列。")]
    [InlineData("/moves", """{"grid":"\ud800","silo":"silo-1","by":"x"}""", 400, "json_malformed", "The body is not JSON: a text is no Unicode.", "请求体不是 JSON：文本不是 Unicode。")]
    [InlineData("/moves", "[]", 400, "not_an_object", "The body must be a JSON object.", "请求体应为 JSON 对象。")]
    [InlineData("/moves", """{"silo":"silo-1","by":"x"}""", 400, "field_malformed", "Field grid is missing.", "字段 grid 缺失。")]
    [InlineData("/moves", """{"grid":null,"silo":"silo-1","by":"x"}""", 400, "field_malformed", "Field grid is missing.", "字段 grid 缺失。")]
    [InlineData("/moves", """{"grid":"V-1","by":"x"}""", 400, "field_malformed", "Field silo is missing.", "字段 silo 缺失。")]
    [InlineData("/moves", """{"grid":7,"silo":"silo-1","by":"x"}""", 400, "field_malformed", "Field grid must be a text.", "字段 grid 应为文本。")]
    [InlineData("/moves", """{"grid":"V-1","silo":"silo-1","pin":"yes","by":"x"}""", 400, "field_malformed", "Field pin must be true or false.", "字段 pin 应为 true 或 false。")]
    [InlineData("/moves", """{"grid":"V-1","silo":"silo-1","pined":true,"by":"x"}""", 400, "field_malformed", "Field pined is not a known field.", "字段 pined 字段不存在。")]
    [InlineData("/moves", """{"grid":"V-1","silo":"silo-1","by":[]}""", 400, "field_malformed", "Field by must be a text.", "字段 by 应为文本。")]
    [InlineData("/silos/silo-2/drain", "{}", 400, "malformed_by", "by must be 1 to 64 printable characters", "操作人应为 1 至 64 个可见字符。")]
    [InlineData("/silos/silo-2/weight", """{"by":"x"}""", 400, "field_malformed", "Field weight is missing.", "字段 weight 缺失。")]
    [InlineData("/silos/silo-2/weight", """{"weight":"2","by":"x"}""", 400, "field_malformed", "Field weight must be a number.", "字段 weight 应为数字。")]
    [InlineData("/silos/silo-2/weight", """{"weight":1e999,"by":"x"}""", 400, "malformed_weight", "weight must be 0.1 to 100", "权重应为 0.1 至 100。")]
    [InlineData("/plans/apply", """{"by":"x"}""", 400, "field_malformed", "Field plan is missing.", "字段 plan 缺失。")]
    [InlineData("/plans/apply", """{"plan":[],"by":"x"}""", 400, "field_malformed", "Field plan must be an object.", "字段 plan 应为对象。")]
    [InlineData("/plans/apply", """{"plan":{"moves":[]},"by":"x"}""", 400, "field_malformed", "Field plan.version is missing.", "字段 plan.version 缺失。")]
    [InlineData("/plans/apply", """{"plan":{"version":-1,"moves":[]},"by":"x"}""", 400, "field_malformed", "Field plan.version must be a whole number from 0.", "字段 plan.version 应为非负整数。")]
    [InlineData("/plans/apply", """{"plan":{"version":0,"moves":{}},"by":"x"}""", 400, "field_malformed", "Field plan.moves must be a list.", "字段 plan.moves 应为列表。")]
    [InlineData("/plans/apply", """{"plan":{"version":0,"moves":[{"grid":"V-1","from":"a","to":"b"},7]},"by":"x"}""", 400, "field_malformed", "Field plan.moves[1] must be an object.", "字段 plan.moves[1] 应为对象。")]
    [InlineData("/plans/apply", """{"plan":{"version":0,"moves":[{"grid":"V-1","to":"b"}]},"by":"x"}""", 400, "field_malformed", "Field plan.moves[0].from is missing.", "字段 plan.moves[0].from 缺失。")]
    public async Task AnOrderThatIsNoneIsRefused(string path, string body, int status, string code, string message, string messageZh)
    {
        var answer = await wire.Post(path, body);

        Assert.Equal((status, (code, message, messageZh)), (answer.Status, AdminWire.Error(answer.Body)));
        Assert.Equal(0ul, gateway.Placement.Current.Table.Version);
    }

    [Fact]
    public async Task AnotherContentTypeIsRefused()
    {
        var (status, body) = await wire.Post("/silos/silo-2/drain", """{"by":"x"}""", type: "text/plain");

        Assert.Equal((415, "not_json"), (status, AdminWire.Error(body).Code));
        Assert.Equal(0ul, gateway.Placement.Current.Table.Version);
    }

    [Fact]
    public async Task AnOrderOverTheBoundIsRefused()
    {
        var (status, body) = await wire.Post("/silos/silo-2/drain", $$"""{"by":"{{new string('x', GatewayApp.RequestBytesMax)}}"}""");

        Assert.Equal((413, "too_large"), (status, AdminWire.Error(body).Code));
        Assert.Equal(0ul, gateway.Placement.Current.Table.Version);
    }

    [Theory]
    [InlineData("?before=x", "before")]
    [InlineData("?before=-1", "before")]
    [InlineData("?limit=1.5", "limit")]
    [InlineData("?limit=", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    public async Task AQueryThatIsNoNumberIsRefused(string query, string field)
    {
        var (status, body) = await wire.Get("/audit" + query);

        Assert.Equal(400, status);
        Assert.Equal(("field_malformed", $"Field {field} must be a whole number from 0.", $"字段 {field} 应为非负整数。"), AdminWire.Error(body));
    }
}
