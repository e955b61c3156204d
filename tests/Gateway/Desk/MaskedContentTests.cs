using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>What somebody at the desk reads: without the numbers that lead to a person, unless a purpose is stated.</summary>
[Trait("lane", "trust")]
public sealed class MaskedContentTests
{
    [Fact]
    public async Task Numbers_are_covered_until_a_purpose_is_stated()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼，问13800138000，车浙F12345，网格330483100217001");
        Assert.Equal("坑洼，问138********，车浙F*****，网格330483100217001", TextOf((await town.Get("desk/issues/G1.1", "xu")).Body));
        Assert.Equal("坑洼，问13800138000，车浙F12345，网格330483100217001", TextOf((await town.Get("desk/issues/G1.1?purpose=回访", "xu")).Body));
        Assert.Equal(400, (await town.Get("desk/issues/G1.1?purpose=%0A%01", "xu")).Status);
    }

    [Fact]
    public async Task A_purpose_opens_nothing_to_whom_content_is_withheld()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼，问13800138000");
        var withheld = (await town.Get("desk/issues/G1.1?purpose=回访", "qian")).Body;
        Assert.Equal((true, JsonValueKind.Null), (withheld.GetProperty("contentWithheld").GetBoolean(), withheld.GetProperty("reports")[0].GetProperty("text").ValueKind));
    }

    private static string? TextOf(JsonElement file) => file.GetProperty("reports")[0].GetProperty("text").GetString();
}
