using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Meetings;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class MeetingBookTests
{
    private static readonly ProgrammeGlance[] Town =
    [
        new("wishes", "w", "微心愿", "V1", new Dictionary<string, long> { ["wishes"] = 10, ["fulfilled"] = 7 }), new("posts", "p", "岗位", "V1", new Dictionary<string, long> { ["places"] = 5, ["taken"] = 5 }),
        new("wishes", "other", "微心愿", "V2", new Dictionary<string, long> { ["wishes"] = 99 }), new("points", "x", "积分", "V1", new Dictionary<string, long> { ["points"] = 1 }),
    ];

    [Fact]
    public void An_agenda_is_drawn_of_the_region_s_programmes_and_stands_as_of_its_moment()
    {
        var book = Called();
        Assert.Equal("", Freeze(book, Town));
        var lines = book.Programme.Items.Values.Where(item => item.Part == "line").ToList();
        Assert.Equal(["m:posts/p", "m:wishes/w"], lines.Select(line => line.Id));
        Assert.Equal([(5L, 5L, 0L), (10L, 7L, 3L)], lines.Select(line => (line.Numbers["claimed"], line.Numbers["done"], line.Numbers["missing"])));
        Assert.Equal(ProgrammeRun.Day("2026-03-09") * 86_400L, book.Item("m").Numbers["asOf"]);
        var before = book.Programme.Seq;
        Assert.Equal(MeetingBook.Frozen, Freeze(book, []));
        Assert.Equal(before, book.Programme.Seq);
    }

    [Fact]
    public void A_decision_has_a_name_and_a_day_and_is_taken_on_the_agenda_of_a_meeting_that_is_not_over()
    {
        var book = Called();
        var decision = new { meeting = "m", title = "补齐三个心愿", owner = "li", due = "2026-03-16", line = "w" };
        Assert.Equal(MeetingBook.NotFrozen, book.Office("decide", "d1", decision));
        Assert.Equal(MeetingBook.NotFrozen, book.Office("close", "m", new { minutes = "纪要" }));
        Freeze(book, Town);
        Assert.Equal(ProgrammeRefusals.FieldMissing, book.Office("decide", "d1", new { meeting = "m", title = "补齐", owner = "li" }));
        Assert.Equal(MeetingBook.LineUnknown, book.Office("decide", "d1", decision with { line = "other" }));
        Assert.Equal(MeetingBook.DueBefore, book.Office("decide", "d1", decision with { due = "2026-03-08" }));
        Assert.Equal(MeetingBook.MeetingUnknown, book.Office("decide", "d1", decision with { meeting = "n" }));
        Assert.Equal("", book.Office("decide", "d1", decision));
        Assert.Equal(("li", ProgrammeRun.Day("2026-03-16")), (book.Item("d1").People.Single(), book.Item("d1").DueDate));
        Assert.Equal("", book.Office("close", "m", new { minutes = "纪要" }));
        Assert.Equal("", book.Office("decide", "d1", decision)); // the same again
        Assert.Equal(MeetingBook.IsOver, book.Office("decide", "d2", decision));
        Assert.Equal(MeetingBook.NotDecided, book.By("wang", "done", "d1"));
        Assert.Equal("", book.By("li", "done", "d1", new { text = "已补齐" }));
        Assert.Equal((1L, 1L, 0), (book.Figures["decisionsDone"], book.Figures["closed"], book.Item("d1").DueDate));
    }

    [Fact]
    public void An_analysis_lists_big_and_hard_matters_of_its_region_the_hard_ones_first_and_says_how_many_there_are()
    {
        var book = new ProgrammeRun(MeetingBook.Kind);
        book.Must("office", "meeting", "m", new { title = "每周分析会", sort = "analysis", on = "2026-03-09", region = "V1" });
        MatterGlance Open(string issue, MatterSize size, string grid = "V1", int dueInDays = 0) => new(issue, "roads", grid, size, "handling", "V1", 0, dueInDays == 0 ? 0 : (book.Today + dueInDays) * Instant.DayUs);
        MatterGlance[] open = [Open("a", MatterSize.Big, dueInDays: 9), Open("b", MatterSize.Big), Open("c", MatterSize.Hard), Open("d", MatterSize.Small), Open("e", MatterSize.Big, "V2"), Open("f", MatterSize.Big, dueInDays: 2)];

        Assert.Equal("", Freeze(book, [], open));
        Assert.Equal(["m:001 c hard", "m:002 f big", "m:003 a big", "m:004 b big"], book.Programme.Items.Values.Where(item => item.Part == "matter").Select(line => $"{line.Id} {line.Words["issue"]} {line.Words["size"]}"));
        Assert.Equal((4L, book.Today + 2), (book.Item("m").Numbers["matters"], book.Item("m:002").UntilDate));
        // What stands on an agenda is nobody's to end there.
        Assert.All(book.Programme.Items.Values.Where(item => item.Part == "matter"), line => Assert.Equal(0, line.DueDate));
    }

    [Fact]
    public void An_agenda_that_is_no_analysis_lists_no_matters()
    {
        var book = Called();
        Assert.Equal("", Freeze(book, [], [new("a", "roads", "V1", MatterSize.Hard, "handling", "V1", 0, 0)]));
        Assert.DoesNotContain(book.Programme.Items.Values, item => item.Part == "matter");
    }

    [Fact]
    public void A_decision_s_step_is_an_issue_s_and_of_route_a_unit_s()
    {
        var book = Called();
        Freeze(book, Town);
        object Decision(string step, string issue, string unit) => new { meeting = "m", title = "办理", owner = "li", due = "2026-03-16", issue, step, unit };
        Assert.Equal(MeetingBook.StepOfNothing, book.Office("decide", "d1", new { meeting = "m", title = "办理", owner = "li", due = "2026-03-16", step = "extend" }));
        Assert.Equal(MeetingBook.StepOfNothing, book.Office("decide", "d1", new { meeting = "m", title = "办理", owner = "li", due = "2026-03-16", step = "route", issue = "G1-1" }));
        Assert.Equal("", book.Office("decide", "d1", Decision("route", "G1-1", "V1")));
        Assert.Equal(("route", "G1-1", "V1"), (book.Item("d1").Words["step"], book.Item("d1").Words["issue"], book.Item("d1").Words["holder"]));
    }

    private static ProgrammeRun Called()
    {
        var book = new ProgrammeRun(MeetingBook.Kind);
        book.Must("office", "meeting", "m", new { title = "三月对账会", sort = "reconciliation", on = "2026-03-09", region = "V1" });
        return book;
    }

    private static string Freeze(ProgrammeRun book, IReadOnlyList<ProgrammeGlance> programmes, IReadOnlyList<MatterGlance>? matters = null)
    {
        var decision = book.Programme.Decide(book.Sent("freeze", "m"), new ActContext("office", [], book.Today * Instant.DayUs, book.Today, ProgrammeRun.Tree) { Programmes = programmes, Matters = matters ?? [] });
        foreach (var e in decision.Events) book.Programme.Apply(e);
        return decision.Refused;
    }
}
