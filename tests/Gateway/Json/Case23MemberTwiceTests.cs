using System.Text;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Json;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Json;

/// <summary>A member that is named twice is refused with its place, wherever JSON comes in; before, the last one won without a word.</summary>
[Trait("lane", "cases")]
public sealed class Case23MemberTwiceTests
{
    [Theory]
    [InlineData("/api/v1/placement/silos/silo-1/weight", """{"by":"A","weight":2,"weight":9,"by":"B"}""", "weight", 22)]
    [InlineData("/api/v1/placement/plans/apply", """{"by":"A","plan":{"version":0,"moves":[{"grid":"a","grid":"b"}]}}""", "grid", 52)]
    [InlineData("/api/v1/stewards", """[{"id":"D1","id":"D2","name":"x","homeGrid":"V-1","homeGrid":"V-2"}]""", "id", 13)]
    [InlineData("/api/v1/categories", """[{"code":"a","names":{"zh":"一","zh":"二"}}]""", "zh", 32)]
    [InlineData("/api/v1/categories", """[{"code":"a","c\u006fde":"b"}]""", "code", 14)]
    public async Task Case_23_an_order_or_a_list_that_names_a_member_twice_changes_nothing(string path, string body, string member, int column)
    {
        await using var gateway = await TestGateway.Open();
        using var answer = await gateway.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(
            $$$"""{"error":{"code":"member_twice","message":"The body names the member '{{{member}}}' twice: line 1, column {{{column}}}.","messageZh":"请求体中成员 '{{{member}}}' 出现两次：第 1 行第 {{{column}}} 列。"}}""",
            await answer.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(0ul, gateway.Placement.Current.Table.Version);
        Assert.Null(gateway.Directory.Stewards.Find("D2"));
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[],"features":[]}""", "features", 1, 43)]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"code\":\"G1\",\"code\":\"G9\",\"name\":\"g\"},\"geometry\":null}]}", "code", 2, 45)]
    public void Case_23_a_region_file_that_names_a_member_twice_is_refused(string file, string member, int line, int column)
    {
        var refused = Assert.Throws<RegionFileException>(() => Regions.Geo.Read(file));
        Assert.Equal(("member_twice", new RegionFilePlace(line, column)), (refused.Code, refused.Place));
        Assert.Contains($"'{member}'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":1,"target":"Watch","target":"Unwatch","arguments":["T"]}""")]
    [InlineData("""{"type":1,"target":"Watch","arguments":["T"],"arguments":["V"]}""")]
    public async Task Case_23_a_message_to_the_hub_that_names_a_member_twice_ends_the_connection(string message)
    {
        await using var gateway = await TestGateway.Open();
        await using var screen = await HubScreen.Connect(gateway.Hub);
        await screen.Send(message);
        await screen.Closed.WaitAsync(Patience.Max);
        Assert.Empty(screen.Frames("counts"));
    }

    [Theory]
    [InlineData("{\"a\":1,\n \"b\":{\"c\":1,\"c\":2}}", StrictJsonFault.MemberTwice, 2, 13)]
    [InlineData("{\"类\":1,\"类\":2}", StrictJsonFault.MemberTwice, 1, 8)]
    [InlineData("{\"a\":1,}", StrictJsonFault.Malformed, 1, 8)]
    [InlineData("{\"a\":\"\\ud800\"}", StrictJsonFault.NotUnicode, 1, 6)]
    [InlineData("{\"\\ud800\":1}", StrictJsonFault.NotUnicode, 1, 2)]
    [InlineData("{} {}", StrictJsonFault.Malformed, 1, 4)]
    public void The_shared_reader_says_what_and_where(string text, StrictJsonFault fault, int line, int column)
    {
        var refused = Assert.Throws<StrictJsonException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((fault, new TextPosition(line, column)), (refused.Fault, refused.Position));
    }

    [Fact]
    public void The_same_name_in_two_objects_is_two_members()
    {
        using var json = StrictJson.Parse("{\"a\":{\"x\":1},\"b\":[{\"x\":1},{\"x\":2}]}"u8.ToArray());
        Assert.Equal(2, json.RootElement.GetProperty("b").GetArrayLength());
    }
}
