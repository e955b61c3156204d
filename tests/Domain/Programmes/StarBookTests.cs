using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Stars;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class StarBookTests
{
    [Theory]
    [InlineData(10_000, 5)]
    [InlineData(9000, 5)]
    [InlineData(8999, 4)]
    [InlineData(7999, 3)]
    [InlineData(6999, 2)]
    [InlineData(5999, 1)]
    [InlineData(0, 1)]
    public void Stars_by_score(long score, int stars) => Assert.Equal(stars, StarScore.StarsOf(score));

    [Fact]
    public void A_score_is_the_weighted_share_of_each_best_and_households_count_from_five_answers()
    {
        StarPart[] parts = [new(50, 8, 10), new(30, 40, 20)]; // 0.8 and 1
        Assert.Equal(8750, StarScore.Of(parts, 20, answers: 4, levels: 4)); // (40 + 30) / 80
        Assert.Equal(8500, StarScore.Of(parts, 20, answers: 5, levels: 20)); // average 4 is 0.75: 40 + 30 + 15
        Assert.Equal(0, StarScore.Of([], 0, 0, 0));
    }

    [Fact]
    public void A_half_year_is_rated_by_inputs_whose_weights_are_100_and_a_year_is_published_of_both()
    {
        var book = Listed();
        Assert.Equal(StarForm.WeightsWrong, Rate(book, "g1", "2026-1")); // 80 of 100
        Assert.Equal("", book.Office("input", "cards", new { title = "联系卡", weight = 40, best = 20 }));
        Note(book, "g1", "2026-1", visits: 8, cards: 10);
        Assert.Equal(StarForm.ValueMissing, Rate(book, "g2", "2026-1"));
        Assert.Equal("", Rate(book, "g1", "2026-1"));
        Assert.Equal("", Rate(book, "g1", "2026-1")); // again
        // Without answers the inputs make up the whole: (40 x 0.8 + 40 x 0.5) / 80.
        Assert.Equal((6500L, 2L, "联系卡 10/20 ×40；走访 8/10 ×40"), (book.Item("g1.2026-1").Numbers["score"], book.Item("g1.2026-1").Numbers["stars"], book.Item("g1.2026-1").Words["inputs"]));
        Assert.Equal(StarForm.HalfOver, book.Office("value", "g1", new { half = "2026-1", input = "visits", value = 10 }));
        Assert.Equal(StarForm.InputsFixed, book.Office("input", "cards", new { title = "联系卡", weight = 39, best = 20 }));
        Assert.Equal(StarForm.HalfMissing, book.Office("publish", "2026"));
        Note(book, "g1", "2026-2", visits: 10, cards: 20);
        foreach (var half in new[] { "2026-1", "2026-2" }) Note(book, "g2", half, visits: 10, cards: 20);
        foreach (var (grid, half) in new[] { ("g1", "2026-2"), ("g2", "2026-1"), ("g2", "2026-2") }) Assert.Equal("", Rate(book, grid, half));
        Assert.Equal("", book.Office("publish", "2026"));
        Assert.Equal("", book.Office("publish", "2026"));
        Assert.Equal((8250L, 4L, "published"), (book.Item("2026:g1").Numbers["score"], book.Item("2026:g1").Numbers["stars"], book.Item("2026:g1").State));
        Assert.Equal((5L, "published"), (book.Item("2026:g2").Numbers["stars"], book.Item("g2.2026-1").State));
        Assert.Equal((4L, 1L), (book.Figures["rated"], book.Figures["years"]));
    }

    [Fact]
    public void Households_judge_once_a_code_and_their_average_comes_to_light_with_the_rating_and_from_five_answers()
    {
        var book = Listed();
        Assert.Equal("", book.Office("input", "cards", new { title = "联系卡", weight = 40, best = 20 }));
        foreach (var grid in new[] { "g1", "g2" })
        {
            Note(book, grid, "2026-1", visits: 10, cards: 20);
            Assert.Equal("", book.Office("codes", grid, new { half = "2026-1", hashes = string.Join(' ', Enumerable.Range(1, 6).Select(n => $"{grid}-{n}")) }));
        }
        for (var n = 1; n <= 5; n++) Assert.Equal("", book.By("residents", "judge", "", new { code = $"g1-{n}", level = n == 1 ? 1 : 4 }));
        for (var n = 1; n <= 4; n++) Assert.Equal("", book.By("residents", "judge", "", new { code = $"g2-{n}", level = 1 }));
        Assert.Equal(StarForm.CodeSpent, book.By("residents", "judge", "", new { code = "g1-1", level = 5 }));
        Assert.Equal(StarForm.CodeUnknown, book.By("residents", "judge", "", new { code = "x", level = 5 }));
        Assert.Equal(ProgrammeRefusals.FieldMalformed, book.By("residents", "judge", "", new { code = "g1-6", level = 6 }));
        Assert.Equal(StarForm.ByNobody, book.By("li", "judge", "", new { code = "g1-6", level = 5 }));
        Assert.Equal((12L, 9L), (book.Figures["codes"], book.Figures["answers"]));
        // While somebody may judge, no row moves: how a sum grows would tell who said what.
        Assert.All(new[] { "g1.2026-1", "g2.2026-1" }, half => Assert.Empty(book.Item(half).Numbers));
        Assert.DoesNotContain(book.Programme.Items.Keys, item => item.Contains("g1-1"));

        foreach (var grid in new[] { "g1", "g2" }) Assert.Equal("", Rate(book, grid, "2026-1"));
        Assert.Equal((5L, 340L, 9200L), (book.Item("g1.2026-1").Numbers["answers"], book.Item("g1.2026-1").Numbers["judgement"], book.Item("g1.2026-1").Numbers["score"])); // average 3.4 is 0.6: 80 + 12
        Assert.Equal((10_000L, false, false), (book.Item("g2.2026-1").Numbers["score"], book.Item("g2.2026-1").Numbers.ContainsKey("answers"), book.Item("g2.2026-1").Numbers.ContainsKey("judgement")));
        Assert.Equal(StarForm.HalfOver, book.By("residents", "judge", "", new { code = "g1-6", level = 5 }));
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("2026-3")]
    [InlineData("26-1")]
    public void A_half_year_is_a_year_and_1_or_2(string half) => Assert.Equal(ProgrammeRefusals.FieldMalformed, Rate(Listed(), "g1", half));

    private static ProgrammeRun Listed()
    {
        var book = new ProgrammeRun(StarBook.Kind, new { judgementWeight = 20 });
        foreach (var grid in new[] { "g1", "g2" }) Assert.Equal("", book.Office("grid", grid, new { region = "V1" }));
        Assert.Equal("", book.Office("input", "visits", new { title = "走访", weight = 40, best = 10 }));
        Assert.Equal("", book.Office("input", "cards", new { title = "联系卡", weight = 20, best = 20 }));
        return book;
    }

    private static void Note(ProgrammeRun book, string grid, string half, int visits, int cards)
    {
        Assert.Equal("", book.Office("value", grid, new { half, input = "visits", value = visits }));
        Assert.Equal("", book.Office("value", grid, new { half, input = "cards", value = cards }));
    }

    private static string Rate(ProgrammeRun book, string grid, string half) => book.Office("rate", grid, new { half });
}
