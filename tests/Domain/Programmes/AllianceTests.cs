using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Alliances;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class AllianceTests
{
    [Fact]
    public void Twelve_benches_are_thirty_thousand_yuan_from_several_donors_of_whom_none_is_named()
    {
        var alliance = new ProgrammeRun(Alliance.Kind);
        alliance.Must("office", "offer", "benches", new { list = "goal", title = "休闲长椅", yuan = 30_000, things = 12 });
        foreach (var (receipt, yuan) in new[] { ("r1", 12_000), ("r2", 10_000), ("r3", 8_000) }) alliance.Must("office", "donation", "benches", new { act = receipt, yuan });
        Assert.Equal("", alliance.Office("donation", "benches", new { act = "r3", yuan = 8_000 })); // the same receipt again
        Assert.Equal(Alliance.ActTaken, alliance.Office("donation", "benches", new { act = "r3", yuan = 9_000 }));
        Assert.Equal((3L, 30_000L, 30_000L, 12L), (alliance.Figures["donations"], alliance.Figures["donatedYuan"], alliance.Item("benches").Numbers["yuan"], alliance.Item("benches").Numbers["things"]));
        Assert.Empty(alliance.Item("benches").People);
    }

    [Fact]
    public void A_fee_is_that_of_the_group_that_is_asked_at_the_counter()
    {
        var alliance = new ProgrammeRun(Alliance.Kind);
        alliance.Must("office", "offer", "meals", new { list = "service", title = "助餐", capacity = 100 });
        Assert.Equal(Alliance.NoTariff, alliance.Office("fee", "meals", new { act = "f0", group = "others" }));
        foreach (var (group, yuan) in new[] { ("over_70", 8), ("over_80", 7), ("in_need", 6), ("others", 10) }) alliance.Must("office", "tariff", "meals", new { group, yuan });
        foreach (var (n, group) in new[] { "over_70", "over_80", "in_need", "others" }.Index()) alliance.Must("office", "fee", "meals", new { act = $"f{n}", group });
        Assert.Equal(31, alliance.Figures["feesYuan"]);
        alliance.Must("office", "tariff", "meals", new { group = "others", yuan = 12 });
        Assert.Equal("", alliance.Office("fee", "meals", new { act = "f3", group = "others" })); // what was paid stays what it was
        Assert.Equal(31, alliance.Figures["feesYuan"]);
    }

    [Fact]
    public void Places_beyond_the_capacity_are_refused_and_a_reservation_that_nobody_confirmed_lapses()
    {
        var alliance = new ProgrammeRun(Alliance.Kind);
        alliance.Must("office", "offer", "hall", new { list = "venue", title = "共享礼堂", capacity = 2 });
        Assert.Equal("", alliance.By("li", "reserve", "r1", new { offer = "hall", on = "2026-03-20" }));
        Assert.Equal("", alliance.By("wang", "reserve", "r2", new { offer = "hall", on = "2026-03-20" }));
        Assert.Equal("", alliance.By("wang", "reserve", "r2", new { offer = "hall", on = "2026-03-20" }));
        Assert.Equal(Alliance.Full, alliance.By("zhao", "reserve", "r3", new { offer = "hall", on = "2026-03-20" }));
        Assert.Equal("", alliance.By("zhao", "reserve", "r4", new { offer = "hall", on = "2026-03-21", places = 2 }));
        alliance.Must("office", "confirm", "r1");
        alliance.Today += 4;
        Assert.Equal(Alliance.Lapsed, alliance.Office("confirm", "r2"));
        Assert.Equal("", alliance.By("zhao", "reserve", "r3", new { offer = "hall", on = "2026-03-20" }));
        Assert.Equal(ProgrammeRefusals.NotOwn, alliance.By("wang", "cancel", "r3"));
        Assert.Equal(Alliance.DayPassed, alliance.By("zhao", "reserve", "r5", new { offer = "hall", on = "2026-03-12" }));
        Assert.Equal(1, alliance.Figures["reservations"]);
    }

    [Fact]
    public void Four_alliances_have_a_host_each_quarter_and_never_two_at_once()
    {
        var alliance = new ProgrammeRun(Alliance.Kind);
        for (var area = 1; area <= 4; area++) alliance.Must("office", "rota", $"a{area}-q1", new { title = $"第{area}联盟", host = $"unit{area}", from = "2026-01-01", until = "2026-03-31" });
        Assert.Equal(Alliance.RotaOverlaps, alliance.Office("rota", "a1-again", new { title = "第1联盟", host = "unit9", from = "2026-03-31", until = "2026-06-30" }));
        Assert.Equal("", alliance.Office("rota", "a1-q2", new { title = "第1联盟", host = "unit5", from = "2026-04-01", until = "2026-06-30" }));
        Assert.Equal(4, alliance.Figures["alliances"]);
    }
}
