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
        await town.Define("contracts", "shaoxing", new { title = "契约化共建", region = "T" });
        await town.MustImport("contracts", "shaoxing", Sheet.Of("编号,名称", 1243, n => $"u{n},单位{n}"));
        await town.MustImport("contracts", "shaoxing", Sheet.Of("编号,代表哪一方,资源,清单", 236, n => $"r{n},u{n},资源{n},资源清单"), "?action=resource");
        await town.MustImport("contracts", "shaoxing", Sheet.Of("编号,项目,代表哪一方,对方,清单", 518, n => $"p{n},项目{n},u{n},u{n + 600},服务清单"), "?action=project");
        var figures = (await town.Programme("contracts", "shaoxing")).GetProperty("figures");
        Assert.Equal([1243, 236, 518, 0], new[] { "partners", "resources", "projects", "signed" }.Select(name => figures.GetProperty(name).GetInt32()));
        foreach (var partner in new[] { "u1", "u601" }) await town.Must("contracts", "shaoxing", SystemTown.Office, "sign", new { item = "p1", partner });
        await town.Must("contracts", "shaoxing", SystemTown.Office, "publish", new { item = "p1" });
        await town.Must("contracts", "shaoxing", SystemTown.Office, "perform", new { item = "p1", partner = "u1" });
        foreach (var partner in new[] { "u1", "u601" }) await town.Must("contracts", "shaoxing", SystemTown.Office, "review", new { item = "p1", partner, level = "good" });
        Assert.Equal("403 contract_not_owner", await town.Act("contracts", "shaoxing", SystemTown.Cadre, "sign", new { item = "p2", partner = "u2" }));
        Assert.Equal((1L, 1L), (await town.Figure("contracts", "shaoxing", "reviewed"), await town.Figure("contracts", "shaoxing", "signed")));
    }

    [Fact]
    public async Task Zhicheng_s_1300_wishes_are_claimed_confirmed_by_both_and_lapse_after_seven_days()
    {
        await using var town = await SystemTown.Start();
        await town.Define("wishes", "zhicheng", new { title = "微心愿", region = "T" });
        await town.MustImport("wishes", "zhicheng", Sheet.Of("编号,心愿（审核后）", 1301, n => $"w{n:0000},心愿{n}"));
        await town.MustImport("wishes", "zhicheng", Sheet.Of("编号,认领人", 1300, n => $"w{n:0000},red{n % 400}"), "?action=claim");
        foreach (var side in new[] { "认领人", "许愿人（由工作人员登记）" })
            await town.MustImport("wishes", "zhicheng", Sheet.Of("编号,确认方", 1300, n => $"w{n:0000},{side}"), "?action=confirm");
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
        await town.Define("households", "xiaolin", new { title = "先锋户联", region = "T", perSteward = 20 });
        await town.MustImport("households", "xiaolin", Sheet.Of("编号", 1161, n => $"s{n}"), "?action=steward");
        foreach (var (first, lines) in new[] { (0, 7000), (7000, 6611) })
        {
            await town.MustImport("households", "xiaolin", Sheet.Of("编号", lines, n => $"h{first + n:00000}"));
            await town.MustImport("households", "xiaolin", Sheet.Of("编号,管家", lines, n => $"h{first + n:00000},s{((first + n) % 1161) + 1}"), "?action=link");
        }
        await town.MustImport("households", "xiaolin", Sheet.Of("编号", 8400, n => $"h{n:00000}"), "?action=card");
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
        await town.Define("alliances", "zhicheng", new { title = "区域联盟", region = "T" });
        await town.MustImport("alliances", "zhicheng", Sheet.Of("编号,联盟,轮值方,起,止", 4, n => $"q1-{n},第{n}联盟,unit{n},2026-01-01,2026-03-31"), "?action=rota");
        await town.Must("alliances", "zhicheng", SystemTown.Office, "offer", new { item = "benches", list = "goal", title = "休闲长椅", yuan = 30000, things = 12 });
        await town.MustImport("alliances", "zhicheng", "编号,票据号,元\nbenches,r1,15000\nbenches,r2,9000\nbenches,r3,6000\n", "?action=donation");
        await town.Must("alliances", "zhicheng", SystemTown.Office, "offer", new { item = "meals", list = "service", title = "助餐", capacity = 50 });
        await town.MustImport("alliances", "zhicheng", "编号,人群,元\nmeals,七十岁以上,8\nmeals,over_80,7\nmeals,in_need,6\nmeals,others,10\n", "?action=tariff");
        await town.MustImport("alliances", "zhicheng", "编号,票据号,人群\nmeals,f1,over_70\nmeals,f2,over_80\nmeals,f3,in_need\nmeals,f4,others\n", "?action=fee");
        foreach (var (item, metres) in new[] { ("hall-a", 1000), ("hall-b", 2000) })
            await town.Must("alliances", "zhicheng", SystemTown.Office, "offer", new { item, list = "venue", title = $"{metres} 平方米场地" });
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
