using RealtimeGov.Devices.Demo.Scenarios;
using RealtimeGov.Devices.Demo.Systems;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Systems;

/// <summary>Every system as <c>--system NAME</c> lays it out, in one town: its figures are those of the accounts.</summary>
[Trait("lane", "systems")]
public sealed class LaidOutSystemTests(LaidOutTown town) : IClassFixture<LaidOutTown>
{
    [Theory]
    [InlineData("pinghu", "programmes/assignments/pinghu people=95 villages=119 holdMore=24 holdOne=71 teams=1 teamPeople=10")]
    [InlineData("haiyan", "programmes/calendars/haiyan plans=105 visits=630 held=590 attendances=6195", "programmes/promises/haiyan promises=10")]
    [InlineData("jiashan", "programmes/surveys/jiashan dwellings=987 answered=977 refused=10 due=0 stairwells=60 covered=60 questions=4")]
    [InlineData("xiaolin", "programmes/posts/xiaolin posts=680 places=680 taken=680", "programmes/households/xiaolin households=13611 linked=13611 unlinked=0 stewards=1161 cards=8400 most=12",
        "programmes/notices/xiaolin receivers=1212 sent=1212 acknowledged=1161 reached=13611", "programmes/zones/xiaolin zones=8 grids=49 campaigns=1 reached=1 done=200",
        "programmes/rivers/xiaolin rivers=20 sections=80 patrollers=240 chiefs=80 walks=60", "programmes/meetings/xiaolin meetings=1 lines=2 decisions=1")]
    [InlineData("hall", "programmes/hall/taiyuan opinions=1 seats=22 recused=1 motions=5 passed=1 tasks=1 tasksDone=1")]
    [InlineData("alliance", "programmes/alliances/zhicheng alliances=4 donations=3 donatedYuan=30000 feesYuan=31 venues=2 reservations=1")]
    [InlineData("contracts", "programmes/contracts/shaoxing partners=1243 resources=236 projects=518 signed=1 reviewed=1")]
    [InlineData("dujiangyan", "figures accepted=126 closed=110", "programmes/calendars/liujie plans=15 visits=390 held=390 matters=1260", "programmes/zones/liujie zones=105 grids=167",
        "programmes/points/liuhe members=30 acts=60 points=150", "programmes/wishes/liuhe wishes=12 open=6")]
    [InlineData("shaoxing", "figures accepted=328 solvedByFinder=287 handedUp=41 closedAfterHandUp=38 closed=325")]
    // Of the loop's issues a tenth in every run, and all of them with --long.
    [InlineData("zhicheng", "figures accepted=330 closed=327", "programmes/wishes/zhicheng fulfilled=1300 open=1", "programmes/assignments/zhicheng teams=20 teamPeople=400")]
    public async Task Each_system_comes_to_the_figures_of_its_account(string system, params string[] expected)
    {
        var part = system == "zhicheng" ? 100 : 10;
        var read = await town.Play(system, part);

        Assert.Equal(expected.SelectMany(Split).Order(), read.Select(one => FormattableString.Invariant($"{one.Key}={one.Value}")).Order());
        // A second start finds it laid out, and does nothing.
        Assert.Equal(read, await town.Play(system, part));
    }

    [Fact]
    public async Task Wuzhen_s_2681_stewards_of_82_grids_and_8_trades_have_36_valid_reports_at_16_40_three_of_them_by_the_steward_of_Wuxing()
    {
        var (wuzhen, system) = (town.Wuzhen, TownSystems.Find("wuzhen")!);
        var map = GridMap.Read(Repository.File("demo", "wuzhen.geojson"), wuzhen);
        var roster = StewardRoster.Of(wuzhen, map);
        Assert.Equal((82, 8, 2681, 386), (map.Grids.Count, wuzhen.Trades.Count, roster.All.Count, roster.ByTrade["trade-guesthouse"].Count));
        await town.RegisterRoster(roster);
        var scenario = ScenarioFile.Read(Repository.File("demo", $"{system.Scenario}.json"), wuzhen, map, roster);
        Assert.Equal(new TimeOnly(16, 40), scenario.PausesAt);

        var refused = new List<string>();
        await new ScenarioPlayer(scenario, wuzhen, town.Reporter, 1_000_000, TimeProvider.System, (_, receipt) =>
        {
            if (receipt.Outcome is not (Outcome.Opened or Outcome.Joined or Outcome.Recorded)) refused.Add($"{receipt.Outcome} {receipt.Reason}");
        }).PlayAsync(default);
        Assert.Empty(refused);

        var day = await town.Town.Until($"regions/{wuzhen.Code}/days/2016-06-13", null, shown => shown.GetProperty("validReports").GetInt32() == 36);
        Assert.Equal(36, day.GetProperty("validReports").GetInt32());
        var wuxing = wuzhen.Villages.Single(village => village.Name == "五星村");
        Assert.Equal(3, Assert.Single(day.GetProperty("children").EnumerateArray(), child => child.GetProperty("code").GetString() == wuxing.Code).GetProperty("validReports").GetInt32());
        Assert.Equal(3, scenario.Reports.Count(report => report.Steward.Home.Village == wuxing));
        Assert.Single(scenario.Reports.Where(report => report.Steward.Home.Village == wuxing).Select(report => report.Steward).Distinct());
    }

    [Theory]
    [Trait("lane", "long")]
    [InlineData("zhicheng", "zc", 33_021, 32_793, 0.993)]
    [InlineData("shaoxing", "sx", 3285, 2873 + 383, 0.991)]
    [InlineData("dujiangyan", "lj", 1260, 1100, 0.873)]
    public async Task The_loop_s_figures_are_all_of_the_account_s(string system, string region, int accepted, int closed, double rate)
    {
        var all = new LaidOutTown();
        await all.InitializeAsync();
        try
        {
            var read = await all.Play(system, part: 1);
            Assert.Equal((accepted, closed), (read["figures accepted"], read["figures closed"]));
            var figures = await all.Loop(region);
            Assert.Equal(rate, Math.Round(figures.GetProperty("closureOfAccepted").GetDouble(), 3));
            if (system == "shaoxing") Assert.Equal((2873, 412, 383), (figures.GetProperty("solvedByFinder").GetInt32(), figures.GetProperty("handedUp").GetInt32(), figures.GetProperty("closedAfterHandUp").GetInt32()));
        }
        finally
        {
            await all.DisposeAsync();
        }
    }

    private static IEnumerable<string> Split(string expected) => expected.Split(' ') is [var path, .. var figures] ? figures.Select(figure => $"{path} {figure}") : [];
}
