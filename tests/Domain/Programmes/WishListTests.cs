using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Wishes;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class WishListTests
{
    [Fact]
    public void A_claim_lapses_after_seven_days_and_the_wish_is_free_again()
    {
        var list = Wished();
        Assert.Equal("", list.By("li", "claim", "w1"));
        Assert.Equal(WishList.Claimed, list.By("wang", "claim", "w1"));
        list.Today += 7;
        Assert.Equal(WishList.Claimed, list.By("wang", "claim", "w1"));
        list.Today += 1;
        Assert.Equal(WishList.Lapsed, list.By("li", "confirm", "w1", new { side = "claimer" }));
        Assert.Equal("", list.By("wang", "claim", "w1"));
        Assert.Equal(["wang"], list.Item("w1").People);
        Assert.Equal(list.Today + 7, list.Item("w1").DueDate);
    }

    [Fact]
    public void A_wish_is_fulfilled_when_both_have_said_so_and_nobody_speaks_for_both()
    {
        var list = Wished();
        list.Must("li", "claim", "w1");
        Assert.Equal("", list.By("li", "confirm", "w1", new { side = "claimer" }));
        Assert.Equal("claimed", list.Item("w1").State);
        Assert.Equal(WishList.NotClaimer, list.By("li", "confirm", "w1", new { side = "wisher" }));
        Assert.Equal(WishList.NotClaimer, list.Act("li", true, "confirm", "w1", new { side = "wisher" }).Refused);
        Assert.Equal(WishList.NotClaimer, list.By("wang", "confirm", "w1", new { side = "claimer" }));
        Assert.Equal("", list.Office("confirm", "w1", new { side = "wisher" }));
        Assert.Equal(("fulfilled", 0, 1L), (list.Item("w1").State, list.Item("w1").DueDate, list.Figures["fulfilled"]));
        Assert.Equal(ProgrammeRefusals.StateForbids, list.By("wang", "claim", "w1"));
    }

    [Fact]
    public void What_is_given_back_is_open_and_keeps_nothing_of_the_claim()
    {
        var list = Wished();
        list.Must("li", "claim", "w1");
        list.Must("li", "confirm", "w1", new { side = "claimer" });
        Assert.Equal(WishList.NotClaimer, list.By("wang", "give_back", "w1"));
        Assert.Equal("", list.By("li", "give_back", "w1"));
        list.Must("wang", "claim", "w1");
        Assert.Equal("", list.Office("confirm", "w1", new { side = "wisher" }));
        Assert.Equal("claimed", list.Item("w1").State);
    }

    private static ProgrammeRun Wished()
    {
        var list = new ProgrammeRun(WishList.Kind);
        list.Must("office", "put", "w1", new { title = "一副老花镜" });
        return list;
    }
}
