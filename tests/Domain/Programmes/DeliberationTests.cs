using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Hall;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class DeliberationTests
{
    [Fact]
    public void Twelve_on_paper_and_nine_on_line_are_twenty_one()
    {
        var hall = Seated(21);
        hall.Must("office", "open", "flowerbeds");
        for (var seat = 1; seat <= 12; seat++) Assert.Equal("", hall.Office("vote", "flowerbeds", new { seat = $"s{seat}", choice = seat <= 10 ? "for" : "against", paper = true }));
        for (var seat = 13; seat <= 21; seat++) Assert.Equal("", hall.By($"r{seat}", "vote", "flowerbeds", new { seat = $"s{seat}", choice = seat <= 20 ? "for" : "abstain" }));
        var motion = hall.Item("flowerbeds").Numbers;
        Assert.Equal((21L, 12L, 9L, 18L, 2L, 1L), (motion["votes"], motion["paper"], motion["online"], motion["for"], motion["against"], motion["abstain"]));
        Assert.Equal("", hall.Office("close", "flowerbeds"));
        Assert.Equal("passed", hall.Item("flowerbeds").State);
    }

    [Fact]
    public void A_seat_votes_once_and_nobody_votes_for_another_or_on_paper_by_themselves()
    {
        var hall = Seated(3);
        hall.Must("office", "open", "flowerbeds");
        Assert.Equal("", hall.By("r1", "vote", "flowerbeds", new { seat = "s1", choice = "for" }));
        Assert.Equal("", hall.By("r1", "vote", "flowerbeds", new { seat = "s1", choice = "for" }));
        Assert.Equal("seat_voted", hall.By("r1", "vote", "flowerbeds", new { seat = "s1", choice = "against" }));
        Assert.Equal("seat_voted", hall.Office("vote", "flowerbeds", new { seat = "s1", choice = "for", paper = true }));
        Assert.Equal(ProgrammeRefusals.NotOwn, hall.By("r1", "vote", "flowerbeds", new { seat = "s2", choice = "for" }));
        Assert.Equal(ProgrammeRefusals.NotOwn, hall.By("r2", "vote", "flowerbeds", new { seat = "s2", choice = "for", paper = true }));
        Assert.Equal("seat_unknown", hall.Office("vote", "flowerbeds", new { seat = "s9", choice = "for" }));
        Assert.Equal(1, hall.Item("flowerbeds").Numbers["votes"]);
    }

    [Fact]
    public void Whoever_is_recused_does_not_vote()
    {
        var hall = Seated(3);
        Assert.Equal("", hall.By("r1", "recuse", "s1", new { reason = "利害关系人" }));
        hall.Must("office", "open", "flowerbeds");
        Assert.Equal("seat_recused", hall.By("r1", "vote", "flowerbeds", new { seat = "s1", choice = "for" }));
        hall.Must("r2", "vote", "flowerbeds", new { seat = "s2", choice = "for" });
        Assert.Equal("seat_voted", hall.By("r2", "recuse", "s2"));
        Assert.Equal((1L, 2L), (hall.Figures["recused"], hall.Figures["present"]));
    }

    [Fact]
    public void A_vote_before_the_opening_after_the_close_or_after_the_last_day_is_refused_each_by_its_own_reason()
    {
        var hall = Seated(3);
        Assert.Equal("vote_not_open", hall.By("r1", "vote", "flowerbeds", new { seat = "s1", choice = "for" }));
        hall.Must("office", "open", "flowerbeds", new { until = "2026-03-10" });
        hall.Must("r1", "vote", "flowerbeds", new { seat = "s1", choice = "for" });
        hall.Today += 2;
        Assert.Equal("vote_late", hall.By("r2", "vote", "flowerbeds", new { seat = "s2", choice = "for" }));
        hall.Must("office", "close", "flowerbeds");
        Assert.Equal("vote_closed", hall.By("r2", "vote", "flowerbeds", new { seat = "s2", choice = "for" }));
        Assert.Equal(1, hall.Item("flowerbeds").Numbers["votes"]);
    }

    [Fact]
    public void Equal_votes_are_a_tie_and_a_lost_quorum_decides_nothing()
    {
        var hall = Seated(4, quorum: 3);
        hall.Must("office", "motion", "road", new { title = "拓宽道路" });
        hall.Must("office", "open", "flowerbeds");
        foreach (var seat in new[] { 1, 2, 3, 4 }) hall.Must($"r{seat}", "vote", "flowerbeds", new { seat = $"s{seat}", choice = seat <= 2 ? "for" : "against" });
        hall.Must("office", "close", "flowerbeds");
        Assert.Equal("tie", hall.Item("flowerbeds").State);
        hall.Must("office", "open", "road");
        hall.Must("r1", "vote", "road", new { seat = "s1", choice = "for" });
        hall.Must("r2", "vote", "road", new { seat = "s2", choice = "for" });
        foreach (var seat in new[] { 3, 4 }) hall.Must($"r{seat}", "leave", $"s{seat}");
        hall.Must("office", "close", "road");
        Assert.Equal("no_quorum", hall.Item("road").State);
        Assert.Equal("motion_not_passed", hall.Office("task", "t1", new { motion = "road", title = "施工", owner = "works", due = "2026-05-01" }));
        hall.Must("office", "motion", "gate", new { title = "设门岗" });
        Assert.Equal("quorum_missing", hall.Office("open", "gate"));
    }

    [Fact]
    public void A_decision_becomes_a_task_with_an_owner_and_a_date_and_the_archive_closes_the_hall()
    {
        var hall = Seated(3);
        Assert.Equal("", hall.By("resident", "opinion", "o1", new { text = "希望保留大树" }));
        hall.Must("office", "open", "flowerbeds");
        Assert.Equal("opinions_closed", hall.By("resident", "opinion", "o2", new { text = "晚到的意见" }));
        foreach (var seat in new[] { 1, 2 }) hall.Must($"r{seat}", "vote", "flowerbeds", new { seat = $"s{seat}", choice = "for" });
        hall.Must("office", "close", "flowerbeds");
        hall.Must("office", "task", "t1", new { motion = "flowerbeds", title = "拆除花坛", owner = "works", due = "2026-05-01" });
        Assert.Equal(ProgrammeRunDay("2026-05-01"), hall.Item("t1").DueDate);
        Assert.Equal("hall_unfinished", hall.Office("archive", "", new { minutes = "纪要" }));
        Assert.Equal("task_not_owner", hall.By("r1", "done", "t1"));
        hall.Units = ["works"];
        Assert.Equal("", hall.By("foreman", "done", "t1", new { text = "已拆除" }));
        Assert.Equal("", hall.Office("archive", "", new { minutes = "纪要" }));
        Assert.Equal(("archived", 1L, 1L), (hall.Programme.State, hall.Figures["tasksDone"], hall.Figures["opinions"]));
        Assert.Equal("hall_archived", hall.Office("motion", "late", new { title = "再议" }));
    }

    private static int ProgrammeRunDay(string day) => ProgrammeRun.Day(day);

    private static ProgrammeRun Seated(int seats, int quorum = 2)
    {
        var hall = new ProgrammeRun(Deliberation.Kind, new { rules = "议事规则第二版", quorum });
        hall.Must("office", "motion", "flowerbeds", new { title = "拆除花坛" });
        for (var seat = 1; seat <= seats; seat++)
        {
            hall.Must("office", "invite", $"s{seat}", new { person = $"r{seat}", title = $"{seat} 号楼" });
            Assert.Equal("", hall.By($"r{seat}", "attend", $"s{seat}"));
        }
        Assert.Equal("seat_person_twice", hall.Office("invite", "again", new { person = "r1", title = "1 号楼" }));
        return hall;
    }
}
