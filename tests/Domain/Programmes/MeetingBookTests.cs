using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Meetings;
using RealtimeGov.Domain.Time;

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

    private static ProgrammeRun Called()
    {
        var book = new ProgrammeRun(MeetingBook.Kind);
        book.Must("office", "meeting", "m", new { title = "三月对账会", sort = "reconciliation", on = "2026-03-09", region = "V1" });
        return book;
    }

    private static string Freeze(ProgrammeRun book, IReadOnlyList<ProgrammeGlance> programmes)
    {
        var decision = book.Programme.Decide(book.Sent("freeze", "m"), new ActContext("office", [], book.Today * Instant.DayUs, book.Today, ProgrammeRun.Tree) { Programmes = programmes });
        foreach (var e in decision.Events) book.Programme.Apply(e);
        return decision.Refused;
    }
}
