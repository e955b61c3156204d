using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Calendars;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class VisitCalendarTests
{
    [Fact]
    public void A_half_year_with_six_hundred_and_thirty_due_and_five_hundred_and_ninety_held_lists_the_forty_that_are_missing()
    {
        var calendar = new ProgrammeRun(VisitCalendar.Kind) { Today = ProgrammeRun.Day("2026-07-01") };
        for (var person = 1; person <= 105; person++)
            calendar.Must("office", "plan", $"f{person}", new { person = $"p{person}", rule = "month_days", days = "1 10 15 25", from = "2026-01-01", until = "2026-06-30" });
        var visits = calendar.Programme.Items.Values.Where(item => item.Part == "visit").ToList();
        Assert.Equal(630, visits.Count);
        foreach (var visit in visits.Take(590)) Assert.Equal("", calendar.By(visit.People[0], "hold", visit.Id, new { on = DayOf(visit), mode = "reception", attendances = 10 }));
        var missing = calendar.Programme.Items.Values.Where(item => item.DueDate > 0 && item.DueDate < calendar.Today).Select(item => item.Id).ToList();
        Assert.Equal((630L, 590L, 5900L), (calendar.Figures["visits"], calendar.Figures["held"], calendar.Figures["attendances"]));
        Assert.Equal(visits.Skip(590).Select(visit => visit.Id), missing);
        Assert.Equal(40, missing.Count);
    }

    [Theory]
    [InlineData("weekly", "2", 0, "2026-03-01", "2026-03-31", new[] { "x.20260303", "x.20260310", "x.20260317", "x.20260324", "x.20260331" })]
    [InlineData("monthly", "", 2, "2026-03-15", "2026-04-30", new[] { "x.202603.1", "x.202603.2", "x.202604.1", "x.202604.2" })]
    [InlineData("month_days", "1 10 15 25", 0, "2026-03-26", "2026-04-30", new[] { "x.202604" })]
    [InlineData("month_days", "31", 0, "2026-04-01", "2026-05-31", new[] { "x.202605" })]
    public void A_rule_makes_its_visits(string rule, string days, int times, string from, string until, string[] visits)
    {
        var calendar = new ProgrammeRun(VisitCalendar.Kind);
        (string, object)[] fields = [("person", "p"), ("rule", rule), ("from", from), ("until", until), .. days.Length > 0 ? [("days", days)] : Array.Empty<(string, object)>(), ("times", times)];
        Assert.Equal("", calendar.Office("plan", "x", fields.AsEnumerable()));
        Assert.Equal(visits, calendar.Programme.Items.Values.Where(item => item.Part == "visit").Select(item => item.Id));
    }

    [Fact]
    public void What_is_held_on_another_day_by_somebody_else_or_tomorrow_is_refused()
    {
        var calendar = new ProgrammeRun(VisitCalendar.Kind);
        calendar.Must("office", "plan", "x", new { person = "p", rule = "month_days", days = "1 10 15 25", from = "2026-03-01", until = "2026-03-31" });
        Assert.Equal(VisitCalendar.DayNotOffered, calendar.By("p", "hold", "x.202603", new { on = "2026-03-02", mode = "visit" }));
        Assert.Equal(ProgrammeRefusals.DayInFuture, calendar.By("p", "hold", "x.202603", new { on = "2026-03-10", mode = "visit" }));
        Assert.Equal(ProgrammeRefusals.NotOwn, calendar.By("q", "hold", "x.202603", new { on = "2026-03-01", mode = "visit" }));
        Assert.Equal("", calendar.By("p", "choose", "x.202603", new { on = "2026-03-10" }));
        Assert.Equal(ProgrammeRun.Day("2026-03-10"), calendar.Item("x.202603").DueDate);
        calendar.Today += 1;
        Assert.Equal("", calendar.By("p", "hold", "x.202603", new { on = "2026-03-10", mode = "visit", attendances = 3 }));
        Assert.Equal("", calendar.By("p", "hold", "x.202603", new { on = "2026-03-10", mode = "visit", attendances = 3 }));
        Assert.Equal(VisitCalendar.HeldBefore, calendar.By("p", "hold", "x.202603", new { on = "2026-03-10", mode = "visit", attendances = 4 }));
        Assert.Equal(3, calendar.Figures["attendances"]);
    }

    // The first of the days that the rule offers.
    private static string DayOf(ProgrammeItem visit) => LocalDay.Format(visit.FromDate);
}
