using RealtimeGov.Domain.Search;

namespace RealtimeGov.Domain.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("路灯不亮", "路灯 灯不 不亮")]
    [InlineData("路灯，不亮", "路灯 灯不 不亮")] // over what stands between
    [InlineData("ＬＥＤ灯", "ed d灯 le")]
    [InlineData("灯", "")]
    [InlineData("灯灯灯", "灯灯")]
    [InlineData("𠮷野家", "野家 𠮷野")]
    public void A_text_is_cut_into_pairs(string text, string pairs) =>
        Assert.Equal(pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), SearchText.Pairs(SearchText.Of(text)));

    [Fact]
    public void What_leads_to_a_person_is_not_kept() => Assert.Equal("找138********", SearchText.Of("找１３８57312345"));

    [Theory]
    [InlineData("路灯", "路灯")]
    [InlineData("  路灯 ", "路灯")]
    [InlineData("灯", null)]
    [InlineData("，。", null)]
    [InlineData("灯，", null)]
    [InlineData("", null)]
    [InlineData("LED", "led")]
    public void A_question_has_two_letters_at_least(string asked, string? query) => Assert.Equal(query, SearchText.Query(asked));

    [Fact]
    public void Every_part_of_a_text_has_pairs_that_the_text_has()
    {
        const string text = "古镇路口（东侧）坑洼 A3 号，深约20厘米";
        var (spelled, all) = (SearchText.Of(text), SearchText.Pairs(SearchText.Of(text)));
        for (var from = 0; from < spelled.Length; from++)
            for (var length = 2; from + length <= spelled.Length; length++)
                if (SearchText.Query(spelled.Substring(from, length)) is { } query) Assert.Subset(all.ToHashSet(), SearchText.Pairs(query).ToHashSet());
    }
}
