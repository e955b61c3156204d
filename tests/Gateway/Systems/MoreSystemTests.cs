using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>Contracts, wishes and linked households, each from its start to its figures through the public API.</summary>
[Trait("lane", "systems")]
public sealed class MoreSystemTests
{
    [Fact]
    public async Task Shaoxing_s_1243_units_offer_236_resources_for_518_projects_and_one_goes_through_all_five_stages()
    {
        await using var town = await SystemTown.Start();
        await town.Play("contracts", "listed");
        var figures = (await town.Programme("contracts", "shaoxing")).GetProperty("figures");
        Assert.Equal([1243, 236, 518, 0], new[] { "partners", "resources", "projects", "signed" }.Select(name => figures.GetProperty(name).GetInt32()));
        await town.Play("contracts", "reviewed");
        Assert.Equal("403 contract_not_owner", await town.Act("contracts", "shaoxing", SystemTown.Cadre, "sign", new { item = "p2", partner = "u2" }));
        Assert.Equal((1L, 1L), (await town.Figure("contracts", "shaoxing", "reviewed"), await town.Figure("contracts", "shaoxing", "signed")));
    }

    [Fact]
    public async Task Zhicheng_s_1300_wishes_are_claimed_confirmed_by_both_and_lapse_after_seven_days()
    {
        await using var town = await SystemTown.Start();
        await town.Play("zhicheng", "wishes");
        Assert.Equal((1300L, 1L), (await town.Figure("wishes", "zhicheng", "fulfilled"), await town.Figure("wishes", "zhicheng", "open")));
        await town.Must("wishes", "zhicheng", SystemTown.Cadre, "claim", new { item = "w1301" });
        Assert.Equal("409 wish_claimed", await town.Act("wishes", "zhicheng", SystemTown.Leader, "claim", new { item = "w1301" }));
        town.Town.Now = town.Town.Now.AddDays(8);
        Assert.Equal("w1301", (await town.Items("wishes", "zhicheng", "dueBefore=2026-03-17")).Single().GetProperty("item").GetString());
        Assert.Equal("409 claim_lapsed", await town.Act("wishes", "zhicheng", SystemTown.Cadre, "confirm", new { item = "w1301", side = "claimer" }));
        await town.Must("wishes", "zhicheng", SystemTown.Leader, "claim", new { item = "w1301" });
    }

    [Fact]
    public async Task Xiaolin_s_13611_households_are_linked_to_1161_stewards_with_8400_cards_and_none_is_left_out()
    {
        await using var town = await SystemTown.Start();
        await town.Play("xiaolin", "linked");
        var figures = (await town.Programme("households", "xiaolin")).GetProperty("figures");
        Assert.Equal([13611, 13611, 0, 1161, 8400, 12], new[] { "households", "linked", "unlinked", "stewards", "cards", "most" }.Select(name => figures.GetProperty(name).GetInt32()));
        // Whoever may not know them sees that a household is linked, and not to whom.
        var (_, seen) = await town.Town.Get("programmes/households/xiaolin/items?part=household&limit=1", SystemTown.Cadre);
        Assert.Equal((0, 1), (seen.GetProperty("items")[0].GetProperty("people").GetArrayLength(), seen.GetProperty("items")[0].GetProperty("peopleCount").GetInt32()));
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("items")[0].GetProperty("text").ValueKind);
    }

    [Fact]
    public async Task Zhicheng_s_four_alliances_have_a_rota_12_benches_of_30000_yuan_from_several_donors_and_tariffs_by_group()
    {
        await using var town = await SystemTown.Start();
        await town.Play("alliance", "listed");
        await town.Must("alliances", "zhicheng", SystemTown.Cadre, "reserve", new { item = "res1", offer = "hall-a", on = "2026-03-20" });
        Assert.Equal("409 capacity_full", await town.Act("alliances", "zhicheng", SystemTown.Leader, "reserve", new { item = "res2", offer = "hall-a", on = "2026-03-20" }));
        town.Town.Now = town.Town.Now.AddDays(4); // nobody confirmed it in three days
        await town.Must("alliances", "zhicheng", SystemTown.Leader, "reserve", new { item = "res2", offer = "hall-a", on = "2026-03-20" });
        Assert.Equal("409 reservation_lapsed", await town.Act("alliances", "zhicheng", SystemTown.Office, "confirm", new { item = "res1" }));
        await town.Must("alliances", "zhicheng", SystemTown.Office, "confirm", new { item = "res2" });
        var figures = (await town.Programme("alliances", "zhicheng")).GetProperty("figures");
        Assert.Equal([4, 3, 30000, 31, 2, 1], new[] { "alliances", "donations", "donatedYuan", "feesYuan", "venues", "reservations" }.Select(name => figures.GetProperty(name).GetInt32()));
    }
}
