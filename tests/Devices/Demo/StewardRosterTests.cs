using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Demo.Towns;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class StewardRosterTests
{
    private static readonly StewardRoster Roster = Wuzhen.Roster;

    [Fact]
    public void There_are_2681_stewards_of_whom_386_are_guesthouses()
    {
        Assert.Equal(2681, Roster.All.Count);
        Assert.Equal(1821, Roster.All.Count(steward => steward.Trade is null));
        Assert.Equal([386, 48, 96, 64, 72, 36, 118, 40], Wuzhen.Town.Trades.Select(trade => Roster.ByTrade[trade.Code].Count));
        Assert.Equal(386, Roster.ByTrade["trade-guesthouse"].Count);
    }

    [Fact]
    public void Ids_run_from_WZ_0001_to_WZ_2681()
    {
        Assert.Equal("WZ-0001", Roster.All[0].Id);
        Assert.Equal("WZ-2681", Roster.All[^1].Id);
        Assert.Equal(2681, Roster.All.Select(steward => steward.Id).Distinct().Count());
    }

    [Fact]
    public void Every_grid_has_22_or_23_stewards_of_its_own()
    {
        Assert.Equal(82, Roster.ByGrid.Count);
        Assert.Equal(17, Roster.ByGrid.Values.Count(stewards => stewards.Count == 23));
        Assert.Equal(65, Roster.ByGrid.Values.Count(stewards => stewards.Count == 22));
    }

    [Fact]
    public void A_steward_of_a_place_has_about_ten_households_a_trades_none()
    {
        Assert.All(Roster.All, steward => Assert.InRange(steward.Households, steward.Trade is null ? 8 : 0, steward.Trade is null ? 12 : 0));
        Assert.Equal(10.0, Roster.All.Where(steward => steward.Trade is null).Average(steward => steward.Households), 0.1);
    }

    [Fact]
    public void A_trades_stewards_are_at_home_where_the_trade_is()
    {
        Assert.All(Roster.All.Where(steward => steward.Trade is { Villages.Count: > 0 }),
            steward => Assert.Contains(steward.Home.Village.Code, steward.Trade!.Villages));
        Assert.Equal(25, Roster.ByTrade["trade-guesthouse"].Select(steward => steward.Home).Distinct().Count());
    }

    [Fact]
    public void The_roster_is_the_same_every_time()
    {
        var again = StewardRoster.Of(Wuzhen.Town, Wuzhen.Map);

        Assert.Equal(Roster.All.Select(steward => (steward.Id, steward.Name, steward.Role, steward.Home.Code, steward.Households)),
            again.All.Select(steward => (steward.Id, steward.Name, steward.Role, steward.Home.Code, steward.Households)));
        Assert.Equal(["delegate", "group-leader", "militia", "staff", "trade", "volunteer"],
            Roster.All.Select(steward => steward.Role).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Registration_names_both_levels_of_categories_and_every_steward()
    {
        Assert.Equal(32, TownEntries.Categories(Wuzhen.Town).Count);
        Assert.Equal(2681, TownEntries.Stewards(Roster).Count);
        Assert.Equal(860, TownEntries.Stewards(Roster).Count(steward => steward.Unit is not null));
    }
}
