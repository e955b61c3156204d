namespace RealtimeGov.Domain.Tests.Grids;

public sealed class TextCheckTests
{
    private static readonly string Photo = new('a', 64);

    [Theory]
    [InlineData("a", 2_000, null)]
    [InlineData("a", 2_001, "text_too_long")]
    [InlineData("坑", 2_000, null)]
    [InlineData("坑", 2_001, "text_too_long")]
    [InlineData("🕳", 2_000, null)]
    [InlineData("🕳", 2_001, "text_too_long")]
    public void Two_thousand_characters_whatever_they_are(string character, int count, string? fault) =>
        Assert.Equal(fault, FaultOf(string.Concat(Enumerable.Repeat(character, count))));

    [Theory]
    [InlineData("one\ntwo\r\n\tthree", null)]
    [InlineData("a\u2028b\u202Ec\u200D", null)]
    [InlineData("a\u0000", "text_malformed")]
    [InlineData("\u0008a", "text_malformed")]
    [InlineData("a\u000Bb", "text_malformed")]
    [InlineData("a\u000Cb", "text_malformed")]
    [InlineData("a\u001Bb", "text_malformed")]
    [InlineData("a\u007Fb", "text_malformed")]
    [InlineData("a\u0085b", "text_malformed")]
    [InlineData("a\u009Fb", "text_malformed")]
    [InlineData("a\uFFFDb", "text_malformed")]
    public void Of_control_characters_only_line_breaks_and_tabs(string text, string? fault) => Assert.Equal(fault, FaultOf(text));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        Assert.Equal("text_malformed", FaultOf("a\uD83D"));
        Assert.Equal("text_malformed", FaultOf("\uDE00a"));
        Assert.Equal("text_malformed", FaultOf("\uDE00\uD83D"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n\t")]
    [InlineData("\u3000\u00A0")]
    public void Blank_text_is_missing_unless_there_is_a_photo(string text)
    {
        Assert.Equal("text_missing", FaultOf(text));
        Assert.Null(FaultOf(text, Photo));
    }

    [Fact]
    public void A_photo_excuses_no_malformed_or_endless_blank()
    {
        Assert.Equal("text_malformed", FaultOf("\u000B", Photo));
        Assert.Equal("text_malformed", FaultOf(" \u0085", Photo));
        Assert.Null(FaultOf(new string(' ', 2_000), Photo));
        Assert.Equal("text_too_long", FaultOf(new string(' ', 2_001), Photo));
    }

    private static string? FaultOf(string text, params string[] photos) => Samples.Check(r =>
    {
        r.Text = text;
        r.PhotoIds.AddRange(photos);
    }).Fault;
}
