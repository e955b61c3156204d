using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Points;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class PointBookTests
{
    [Fact]
    public void Totals_are_the_sum_of_the_entries_and_a_rule_gives_no_more_than_its_daily_cap()
    {
        var book = Book();
        for (var day = 1; day <= 3; day++)
            for (var n = 1; n <= 2; n++) Assert.Equal("", Earn(book, "li", $"{day}-{n}", "patrol", $"2026-03-0{day}"));
        Assert.Equal(PointBook.OverCap, Earn(book, "li", "3-3", "patrol", "2026-03-03"));
        Assert.Equal("", Earn(book, "li", "3-1", "patrol", "2026-03-03")); // the same entry again
        Assert.Equal(PointBook.ActTaken, Earn(book, "wang", "3-1", "patrol", "2026-03-03"));
        Assert.Equal(ProgrammeRefusals.DayInFuture, Earn(book, "li", "late", "patrol", "2026-03-10"));
        Assert.Equal((30L, 6L, 30L), (book.Figures["points"], book.Figures["acts"], book.Item("li").Numbers["points"]));
    }

    [Fact]
    public void Points_taken_back_are_appealed_by_their_owner_and_settled_by_somebody_else()
    {
        var book = Book();
        Assert.Equal("", Earn(book, "li", "a1", "patrol", "2026-03-01"));
        Assert.Equal(PointBook.NotTaken, book.By("li", "appeal", "li", new { act = "a1", text = "未被撤销" }));
        book.Must("office", "take", "li", new { act = "a1", text = "无记录" });
        Assert.Equal(0, book.Figures["points"]);
        Assert.Equal(ProgrammeRefusals.NotOwn, book.By("wang", "appeal", "li", new { act = "a1", text = "代申诉" }));
        Assert.Equal("", book.By("li", "appeal", "li", new { act = "a1", text = "有照片" }));
        Assert.Equal(1, book.Figures["appeals"]);
        Assert.Equal(PointBook.OwnSettling, book.Office("settle", "li", new { act = "a1", restored = true }));
        book.Must("leader", "settle", "li", new { act = "a1", restored = true });
        Assert.Equal((5L, 0L, "current"), (book.Figures["points"], book.Figures["appeals"], book.Item("li").State));
    }

    [Fact]
    public void Whoever_is_exempt_is_left_out_of_the_sums()
    {
        var book = Book();
        book.Must("office", "member", "old", new { exempt = true });
        Assert.Equal(ProgrammeRefusals.StateForbids, Earn(book, "old", "a1", "patrol", "2026-03-01"));
        Assert.Equal(2, book.Figures["members"]);
        Assert.Equal(PointBook.RuleUnknown, Earn(book, "li", "a1", "reports", "2026-03-01"));
    }

    private static string Earn(ProgrammeRun book, string member, string act, string rule, string on) => book.Office("earn", member, new { act, rule, on });

    private static ProgrammeRun Book()
    {
        var book = new ProgrammeRun(PointBook.Kind);
        book.Must("office", "rule", "patrol", new { title = "巡河一次", points = 5, cap = 2 });
        foreach (var member in new[] { "li", "wang" }) book.Must("office", "member", member);
        return book;
    }
}
