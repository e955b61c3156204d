using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

public sealed class ProposalTests
{
    [Fact]
    public async Task Whom_the_table_would_give_it_to_is_shown_before_anybody_routes()
    {
        await using var town = await DeskTown.Start();
        await town.Administer("units/roads-office", new { name = "城建办", kind = "department", region = "T" });
        await town.Put("settings/routing", "sun", new { rules = new[] { new { holder = "roads-office", category = "roads" } } });
        await town.Report("坑洼");
        var proposed = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("proposed");
        Assert.Equal(("roads-office", "", "roads/pothole"), (proposed.GetProperty("holder").GetString(), proposed.GetProperty("supervisor").GetString(), proposed.GetProperty("category").GetString()));
        Assert.Equal("routed", (await town.Step("G1.1", "shen", new { step = "route" })).GetProperty("stage").GetString());
        var routed = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("history").EnumerateArray().Single(line => line.GetProperty("what").GetString() == "routed").GetProperty("facts");
        Assert.Equal(("roads-office", "town", true), (routed.GetProperty("lead").GetString(), routed.GetProperty("level").GetString(), routed.GetProperty("proposed").GetBoolean()));
    }

    [Fact]
    public async Task A_hand_over_that_is_not_taken_warns_both_and_then_both_supervisors()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼");
        await town.Step("G1.1", "shen", new { step = "route" });
        var taken = (await town.Get("desk/issues/G1.1", "shen")).Body.GetProperty("clocks").EnumerateArray().Single(clock => clock.GetProperty("clock").GetString() == "takeOver");
        town.Now = DateTimeOffset.Parse(taken.GetProperty("due").GetString()!, null).AddSeconds(1);
        var file = await town.Until("desk/issues/G1.1", "shen", issue => Cards(issue).Contains("red"));
        Assert.Equal(["yellow", "red"], Cards(file));
        Assert.Contains(History(file), line => line.GetProperty("what").GetString() == "supervised" && Fact(line, "cause") == "timeOut" && Fact(line, "byUnit") == "T");
    }

    private static JsonElement.ArrayEnumerator History(JsonElement issue) => issue.GetProperty("history").EnumerateArray();

    private static List<string?> Cards(JsonElement issue) =>
        [.. History(issue).Where(line => line.GetProperty("what").GetString() == "card" && Fact(line, "clock") == "takeOver").Select(line => Fact(line, "colour"))];

    private static string? Fact(JsonElement line, string name) => line.GetProperty("facts").TryGetProperty(name, out var value) ? value.GetString() : null;
}
