using System.Net.Http.Headers;
using System.Text;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Registration;

public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Stewards = "/api/v1/stewards";
    private const string Categories = "/api/v1/categories";

    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")));
        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task StewardsAreRegisteredOnceAndKnownAtOnce()
    {
        const string two = """[{"id":"a","name":"甲","homeGrid":"V-2"},{"id":"b","name":"乙","homeGrid":"W-1","unit":"R","role":"river","households":12},{"id":"a","name":"甲","homeGrid":"V-2"}]""";

        Assert.Equal((200, """{"changed":2}"""), await Post(Stewards, two));
        Assert.Equal((200, """{"changed":0}"""), await Post(Stewards, two));
        Assert.Equal((200, """{"changed":1}"""), await Post(Stewards, """[{"id":"a","name":"甲","homeGrid":"V-1"}]"""));

        Assert.Equal("V-1", gateway.Directory.Stewards.Find("a")!.HomeGrid);
        Assert.Equal(12U, gateway.Directory.Stewards.Find("b")!.Households);
    }

    [Fact]
    public async Task CategoriesAreRegisteredOnceAndKnownAtOnce()
    {
        const string one = """[{"code":"parts/manhole","names":{"zh":"井盖","en":"Manhole"},"nearM":20,"nearHours":48,"joinsByItself":true}]""";

        Assert.Equal((200, """{"changed":1}"""), await Post(Categories, one));
        Assert.Equal((200, """{"changed":0}"""), await Post(Categories, one));

        var known = gateway.Directory.Categories.Find("parts/manhole")!;
        Assert.Equal((20, 48, true), (known.NearM, known.NearHours, known.JoinsByItself));
        Assert.Equal(
            """[{"code":"parts/manhole","names":{"en":"Manhole","zh":"井盖"},"nearM":20,"nearHours":48,"joinsByItself":true},{"code":"unclassified","names":{"en":"Unclassified","zh":"未分类"},"nearM":0,"nearHours":0,"joinsByItself":false}]""",
            await gateway.Http.GetStringAsync(Categories));
    }

    [Theory]
    [InlineData("""{"id":"x y","name":"丙","homeGrid":"V-1"}""", "steward_id_malformed", "id")]
    [InlineData("""{"id":"c","name":"\u0007","homeGrid":"V-1"}""", "steward_name", "name")]
    [InlineData("""{"id":"c","name":"丙","homeGrid":"V"}""", "home_grid_unknown", "homeGrid")]
    [InlineData("""{"id":"c","name":"丙","homeGrid":"V-1","unit":"V"}""", "unit_unknown", "unit")]
    [InlineData("""{"id":"a","name":"丙","homeGrid":"V-1"}""", "steward_twice", "id")]
    [InlineData("""{"id":"c","name":"丙"}""", "row_malformed", "homeGrid")]
    [InlineData("""{"id":"c","name":7,"homeGrid":"V-1"}""", "row_malformed", "name")]
    [InlineData("""{"id":"c","name":"丙","homeGrid":"V-1","households":-1}""", "row_malformed", "households")]
    [InlineData("""{"id":"c","name":"丙","homegrid":"V-1"}""", "row_malformed", "homegrid")]
    [InlineData("""7""", "row_malformed", null)]
    public async Task OneWrongRowRegistersNobodyAndIsNamed(string row, string code, string? field)
    {
        var (status, json) = await Post(Stewards, $$"""[{"id":"a","name":"甲","homeGrid":"V-1"},{{row}}]""");

        var error = System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("error");
        Assert.Equal((400, code), (status, error.GetProperty("code").GetString()));
        Assert.Equal(1, error.GetProperty("row").GetInt32());
        Assert.Equal(field, error.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.Null(gateway.Directory.Stewards.Find("a"));
    }

    [Fact]
    public async Task AnErrorSaysTheRowAndTheFieldInBothLanguages() => Assert.Equal(
        (400, """{"error":{"code":"home_grid_unknown","message":"Row 0, field homeGrid names 'X', which is no grid.","messageZh":"第 0 行字段 homeGrid 'X' 不是网格。","row":0,"field":"homeGrid"}}"""),
        await Post(Stewards, """[{"id":"a","name":"甲","homeGrid":"X"}]"""));

    [Theory]
    [InlineData("""[{"code":"a/b/c"}]""", 400, "category_malformed")]
    [InlineData("""[{"code":"a/b","nearM":-1}]""", 400, "near_range")]
    [InlineData("""[{"code":"a/b"},{"code":"a/b","nearM":1}]""", 400, "category_twice")]
    [InlineData("""[{"code":"a/b","names":{"zh":7}}]""", 400, "row_malformed")]
    [InlineData("""{"code":"a/b"}""", 400, "not_a_list")]
    [InlineData("""[{"code":""", 400, "json_malformed")]
    public async Task AWrongCategoryRegistersNothing(string body, int status, string code)
    {
        var (actual, json) = await Post(Categories, body);

        Assert.Equal((status, code), (actual, CodeOf(json)));
        Assert.Empty(gateway.Directory.Categories.All);
    }

    [Fact]
    public async Task TooMuchIsRefused()
    {
        var rows = string.Join(',', Enumerable.Range(0, JsonRows.RowsMax + 1).Select(n => $$"""{"code":"c/{{n}}"}"""));
        var (tooMany, json) = await Post(Categories, $"[{rows}]");
        Assert.Equal((413, "too_many_rows"), (tooMany, CodeOf(json)));

        var (tooLarge, large) = await Post(Categories, $"[{new string(' ', JsonRows.BytesMax)}]");
        Assert.Equal((413, "too_large"), (tooLarge, CodeOf(large)));
    }

    [Fact]
    public async Task AStoreThatFailsOnTheWayIsSaidAndTheSameAgainCompletesIt()
    {
        const string two = """[{"id":"a","name":"甲","homeGrid":"V-2"},{"id":"b","name":"乙","homeGrid":"W-1"}]""";
        gateway.Grains.StewardThatFails = "b";
        var (status, json) = await Post(Stewards, two);
        Assert.Equal((503, "store_unavailable"), (status, CodeOf(json)));

        gateway.Grains.StewardThatFails = null;
        Assert.Equal((200, """{"changed":1}"""), await Post(Stewards, two));
    }

    [Fact]
    public async Task ADirectoryThatCannotBeReadIsSaidAndTheNextRequestHasItsTurn()
    {
        const string one = """[{"id":"a","name":"甲","homeGrid":"V-2"}]""";
        gateway.Directory.Failure = new IOException("disk gone");
        var (status, json) = await Post(Stewards, one);
        Assert.Equal((503, "store_unavailable"), (status, CodeOf(json)));

        gateway.Directory.Failure = null;
        Assert.Equal((200, """{"changed":0}"""), await Post(Stewards, one).WaitAsync(Patience.Max));
        Assert.Equal("V-2", gateway.Directory.Stewards.Find("a")!.HomeGrid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task WithoutTheTokenNothingIsRegistered(string? token)
    {
        gateway.Http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        var (status, json) = await Post(Categories, """[{"code":"a/b"}]""");

        Assert.Equal((401, "token_needed"), (status, CodeOf(json)));
        Assert.Empty(gateway.Directory.Categories.All);
    }

    [Fact]
    public async Task AStrangePagesFormIsRefused()
    {
        using var form = new StringContent("""[{"code":"a/b"}]""", Encoding.UTF8, "text/plain");
        using var answer = await gateway.Http.PostAsync(Categories, form);

        Assert.Equal(415, (int)answer.StatusCode);
    }

    private static string? CodeOf(string json) =>
        System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("error").GetProperty("code").GetString();

    private async Task<(int Status, string Json)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        // Asks before it sends: a body that is refused by its length is not sent at all.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { ExpectContinue = true } };
        using var answer = await gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
