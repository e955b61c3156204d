using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Zones;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class ZonePlanTests
{
    [Fact]
    public void A_campaign_of_a_hundred_days_comes_to_its_target_and_each_entry_counts_once()
    {
        var plan = Campaign();
        Assert.Equal(100, plan.Item("clean").Numbers["days"]);
        Assert.Equal("", plan.By("li", "progress", "clean", new { act = "p1", amount = 30, on = "2026-03-02" }));
        Assert.Equal("", plan.By("li", "progress", "clean", new { act = "p1", amount = 30, on = "2026-03-02" }));
        Assert.Equal(ZonePlan.ActTaken, plan.By("li", "progress", "clean", new { act = "p1", amount = 31, on = "2026-03-02" }));
        Assert.Equal((30L, 37L, "running"), (plan.Item("clean").Numbers["done"], plan.Item("clean").Numbers["percent"], plan.Item("clean").State));
        plan.Must("office", "progress", "clean", new { act = "p2", amount = 50, on = "2026-03-09" });
        Assert.Equal(("reached", 0, 80L), (plan.Item("clean").State, plan.Item("clean").DueDate, plan.Figures["done"]));
    }

    [Fact]
    public void What_is_outside_the_campaign_to_come_or_another_s_is_refused()
    {
        var plan = Campaign();
        var before = plan.Programme.Seq;
        Assert.Equal(ZonePlan.Outside, plan.By("li", "progress", "clean", new { act = "p", amount = 1, on = "2026-02-28" }));
        Assert.Equal(ProgrammeRefusals.DayInFuture, plan.By("li", "progress", "clean", new { act = "p", amount = 1, on = "2026-03-10" }));
        Assert.Equal(ZonePlan.NotZone, plan.By("wang", "progress", "clean", new { act = "p", amount = 1, on = "2026-03-02" }));
        Assert.Equal(ZonePlan.ZoneUnknown, plan.Office("campaign", "x", new { title = "行动", zone = "z9", from = "2026-03-01", until = "2026-03-02", target = 1 }));
        Assert.Equal(ProgrammeRefusals.DatesMalformed, plan.Office("campaign", "x", new { title = "行动", from = "2026-03-02", until = "2026-03-01", target = 1 }));
        Assert.Equal(ZonePlan.NoTarget, plan.Office("campaign", "x", new { title = "行动", from = "2026-03-01", until = "2026-03-02", target = 0 }));
        Assert.Equal(before, plan.Programme.Seq);
    }

    [Fact]
    public void Zones_cut_across_grids_and_a_grid_of_two_zones_is_one_grid()
    {
        var plan = Campaign();
        plan.Must("office", "zone", "z2", new { title = "二号责任区", regions = "V2 V3", person = "wang" });
        Assert.Equal((2L, 3L), (plan.Figures["zones"], plan.Figures["grids"]));
        Assert.Equal(ProgrammeRefusals.RegionUnknown, plan.Office("zone", "z3", new { title = "三号责任区", regions = "V2 V999", person = "wang" }));
    }

    private static ProgrammeRun Campaign()
    {
        var plan = new ProgrammeRun(ZonePlan.Kind);
        plan.Must("office", "zone", "z1", new { title = "一号责任区", regions = "V1 V2", person = "li" });
        plan.Must("office", "campaign", "clean", new { title = "百日整治", zone = "z1", from = "2026-03-01", until = "2026-06-08", target = 80 });
        return plan;
    }
}
