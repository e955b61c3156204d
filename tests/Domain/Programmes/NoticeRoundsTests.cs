using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Notices;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class NoticeRoundsTests
{
    [Fact]
    public void A_notice_goes_down_hand_by_hand_and_the_numbers_come_up()
    {
        var rounds = Chain();
        rounds.Must("office", "notice", "typhoon", new { title = "防台风", due = "2026-03-10" });
        Assert.Equal(NoticeRounds.NotReached, rounds.By("li", "acknowledge", "typhoon", new { reached = 10 }));
        Assert.Equal("", rounds.By("zhen", "pass", "typhoon"));
        Assert.Equal("", rounds.By("cun", "pass", "typhoon"));
        Assert.Equal("", rounds.By("li", "acknowledge", "typhoon", new { reached = 10 }));
        Assert.Equal("", rounds.By("wang", "acknowledge", "typhoon", new { reached = 12 }));
        Assert.Equal((22L, 2L, 4L), (rounds.Item("typhoon").Numbers["reached"], rounds.Item("typhoon").Numbers["acknowledged"], rounds.Item("typhoon").Numbers["below"]));
        Assert.Equal((22L, 2L, 3L), (rounds.Item("typhoon:village").Numbers["reached"], rounds.Item("typhoon:village").Numbers["acknowledged"], rounds.Item("typhoon:village").Numbers["below"]));
        Assert.Equal(["typhoon:town", "typhoon:village"], rounds.Programme.Items.Values.Where(item => item.DueDate > 0).Select(item => item.Id));
    }

    [Fact]
    public void Nobody_speaks_for_another_and_a_number_is_said_once()
    {
        var rounds = Chain();
        rounds.Must("office", "notice", "n", new { title = "通知", due = "2026-03-10" });
        Assert.Equal(NoticeRounds.NotReceiver, rounds.By("li", "pass", "n", new { receiver = "town" }));
        Assert.Equal(NoticeRounds.ReceiverUnknown, rounds.By("stranger", "acknowledge", "n", new { reached = 1 }));
        Assert.Equal("", rounds.Office("pass", "n", new { receiver = "town" }));
        Assert.Equal("", rounds.By("cun", "acknowledge", "n", new { reached = 3 }));
        var before = rounds.Programme.Seq;
        Assert.Equal("", rounds.By("cun", "acknowledge", "n", new { reached = 3 }));
        Assert.Equal(NoticeRounds.SaidOtherwise, rounds.By("cun", "acknowledge", "n", new { reached = 4 }));
        Assert.Equal(before, rounds.Programme.Seq);
        Assert.Equal(NoticeRounds.ReceiverUnknown, rounds.Office("receiver", "x", new { person = "x", above = "nobody" }));
    }

    private static ProgrammeRun Chain()
    {
        var rounds = new ProgrammeRun(NoticeRounds.Kind);
        foreach (var (item, person, above) in new[] { ("town", "zhen", ""), ("village", "cun", "town"), ("steward-1", "li", "village"), ("steward-2", "wang", "village") })
        {
            if (above.Length == 0) rounds.Must("office", "receiver", item, new { person });
            else rounds.Must("office", "receiver", item, new { person, above });
        }
        return rounds;
    }
}
