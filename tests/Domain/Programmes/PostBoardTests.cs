using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Posts;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class PostBoardTests
{
    [Fact]
    public void Six_hundred_and_eighty_posts_go_to_three_hundred_and_forty_people_with_two_each()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        for (var post = 0; post < 680; post++) Assert.Equal("", board.Office("publish", $"p{post}", new { title = $"岗位{post}" }));
        for (var post = 0; post < 680; post++) Assert.Equal("", board.By($"s{post % 340}", "claim", $"p{post}"));
        Assert.Equal((680L, 680L, 680L, 340L), (board.Figures["posts"], board.Figures["places"], board.Figures["taken"], board.Figures["people"]));
        board.Must("office", "publish", "one-more", new { title = "再一个" });
        Assert.Equal(PostBoard.TooMany, board.By("s0", "claim", "one-more"));
        Assert.Equal("", board.By("s0", "release", "p0"));
        Assert.Equal("", board.By("s0", "claim", "one-more"));
    }

    [Fact]
    public void Of_two_claims_on_the_last_place_the_second_is_refused_and_changes_nothing()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        board.Must("office", "publish", "gate", new { title = "门岗", places = 2 });
        Assert.Equal("", board.By("a", "claim", "gate"));
        Assert.Equal("", board.By("a", "claim", "gate")); // the same again is one claim
        Assert.Equal("", board.By("b", "claim", "gate"));
        Assert.Equal("taken", board.Item("gate").State);
        var before = board.Programme.ToRow();
        Assert.Equal(PostBoard.Full, board.By("c", "claim", "gate"));
        Assert.Equal(before, board.Programme.ToRow());
        Assert.Equal(["a", "b"], board.Item("gate").People);
    }

    [Fact]
    public void A_release_gives_the_place_back_and_only_to_whoever_holds_it()
    {
        var board = new ProgrammeRun(PostBoard.Kind, new { perPerson = 1 });
        board.Must("office", "publish", "gate", new { title = "门岗" });
        Assert.Equal(PostBoard.NotHeld, board.By("a", "release", "gate"));
        Assert.Equal("", board.By("a", "claim", "gate"));
        Assert.Equal(PostBoard.Held, board.Office("withdraw", "gate"));
        Assert.Equal("", board.By("a", "release", "gate"));
        Assert.Equal("open", board.Item("gate").State);
        Assert.Equal("", board.Office("withdraw", "gate"));
        Assert.Equal(ProgrammeRefusals.StateForbids, board.By("a", "claim", "gate"));
        Assert.Equal(0, board.Figures["posts"]);
    }

    [Fact]
    public void What_is_asked_for_somebody_else_or_too_late_is_refused()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        board.Must("office", "publish", "gate", new { title = "门岗", until = "2026-03-10" });
        Assert.Equal(ProgrammeRefusals.NotOwn, board.By("a", "claim", "gate", new { person = "b" }));
        Assert.Equal(ProgrammeRefusals.NotOwn, board.By("a", "publish", "mine", new { title = "自设" }));
        Assert.Equal("", board.Office("claim", "gate", new { person = "b" })); // entered at the desk
        board.Must("office", "release", "gate", new { person = "b" });
        board.Today += 2;
        Assert.Equal(PostBoard.Over, board.By("a", "claim", "gate"));
        Assert.Equal(ProgrammeRefusals.ItemUnknown, board.By("a", "claim", "nowhere"));
        Assert.Equal(ProgrammeRefusals.ItemTaken, board.Office("publish", "gate", new { title = "别的" }));
    }
}
