using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Assignments;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class AssignmentPlanTests
{
    [Fact]
    public void Ninety_five_people_hold_a_hundred_and_nineteen_villages_so_that_twenty_four_hold_two()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        for (var village = 1; village <= 119; village++)
            Assert.Equal("", plan.Office("assign", $"a{village}", new { person = $"p{(village - 1) % 95}", region = $"V{village}", from = "2026-01-01" }));
        Assert.Equal((95L, 119L, 24L, 71L), (plan.Figures["people"], plan.Figures["villages"], plan.Figures["holdMore"], plan.Figures["holdOne"]));
        Assert.Equal(AssignmentPlan.TooMany, plan.Office("assign", "third", new { person = "p0", region = "V120", from = "2026-02-01" }));
        Assert.Equal(AssignmentPlan.Overlaps, plan.Office("assign", "again", new { person = "p94", region = "V1", from = "2026-02-01" }));
        Assert.Equal((95L, 119L), (plan.Figures["people"], plan.Figures["villages"]));
    }

    [Fact]
    public void Ten_prosecutors_work_as_one_and_take_nobody_s_village()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        plan.Must("office", "assign", "a1", new { person = "p1", region = "V1", from = "2026-01-01" });
        var ten = string.Join(' ', Enumerable.Range(1, 10).Select(n => $"prosecutor{n}"));
        Assert.Equal("", plan.Office("team", "procuratorate", new { title = "检察官团队", people = ten, regions = "V1 V2 V3", from = "2026-01-01" }));
        Assert.Equal((1L, 10L, 1L), (plan.Figures["teams"], plan.Figures["teamPeople"], plan.Figures["villages"]));
        Assert.Equal("", plan.By("prosecutor7", "duty", "procuratorate", new { act = "d1", duty = "law_advice", on = "2026-03-01" }));
        Assert.Equal(ProgrammeRefusals.NotOwn, plan.By("p1", "duty", "procuratorate", new { act = "d2", duty = "law_advice", on = "2026-03-01" }));
    }

    [Fact]
    public void A_duty_is_counted_once_on_a_day_of_the_assignment_that_has_come()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        plan.Must("office", "assign", "a1", new { person = "p1", region = "V1", from = "2026-01-01", until = "2026-03-05" });
        Assert.Equal("", plan.By("p1", "duty", "a1", new { act = "d1", duty = "mediation", on = "2026-03-01" }));
        Assert.Equal("", plan.By("p1", "duty", "a1", new { act = "d1", duty = "mediation", on = "2026-03-01" }));
        Assert.Equal(AssignmentPlan.OutsideDates, plan.By("p1", "duty", "a1", new { act = "d2", duty = "mediation", on = "2026-03-06" }));
        Assert.Equal(ProgrammeRefusals.DayInFuture, plan.By("p1", "duty", "a1", new { act = "d3", duty = "mediation", on = "2026-03-10" }));
        Assert.Equal((1L, 1L), (plan.Figures["duties"], plan.Item("a1").Numbers["duties"]));
    }

    [Fact]
    public void One_village_follows_another_without_overlap()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        plan.Must("office", "assign", "a1", new { person = "p1", region = "V1", from = "2026-01-01", until = "2026-06-30" });
        Assert.Equal(AssignmentPlan.Overlaps, plan.Office("assign", "a2", new { person = "p2", region = "V1", from = "2026-06-30" }));
        Assert.Equal("", plan.Office("assign", "a2", new { person = "p2", region = "V1", from = "2026-07-01" }));
        Assert.Equal(ProgrammeRefusals.DatesMalformed, plan.Office("assign", "a3", new { person = "p3", region = "V2", from = "2026-07-01", until = "2026-06-01" }));
        Assert.Equal(ProgrammeRefusals.DatesMalformed, plan.Office("end", "a1", new { until = "2026-08-01" }));
        Assert.Equal("", plan.Office("end", "a1", new { until = "2026-03-09" }));
        Assert.Equal(("ended", 0), (plan.Item("a1").State, plan.Item("a1").DueDate));
    }

    [Fact]
    public void An_assignment_whose_last_day_is_over_is_overdue_until_it_is_ended()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        plan.Must("office", "assign", "a1", new { person = "p1", region = "V1", from = "2026-01-01", until = "2026-03-20" });
        plan.Today = ProgrammeRun.Day("2026-03-21");
        Assert.Equal((ProgrammeRun.Day("2026-03-20"), 1L), (plan.Item("a1").DueDate, plan.Figures["villages"]));
        Assert.Equal("", plan.Office("end", "a1", new { until = "2026-03-20" }));
        Assert.Equal((0, 0L, "ended"), (plan.Item("a1").DueDate, plan.Figures["villages"], plan.Item("a1").State));
    }

    [Fact]
    public void Nobody_appraises_themselves_and_the_appraisal_s_text_is_content()
    {
        var plan = new ProgrammeRun(AssignmentPlan.Kind);
        plan.Must("office", "assign", "a1", new { person = "p1", region = "V1", from = "2026-01-01" });
        Assert.Equal(AssignmentPlan.OwnAppraisal, plan.Act("p1", true, "appraise", "a1", new { level = "good" }).Refused);
        var batch = plan.Batch(plan.Sent("appraise", "a1", new { level = "good", text = "常在村里" }));
        Assert.DoesNotContain("常在村里", batch.Steps[0].Event.ToString());
        Assert.Equal("常在村里", batch.Steps[0].Content!.Texts["text"]);
    }
}
