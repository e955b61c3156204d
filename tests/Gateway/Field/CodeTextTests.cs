using RealtimeGov.Gateway.Field;

namespace RealtimeGov.Gateway.Tests.Field;

[Trait("lane", "cases")]
public sealed class CodeTextTests
{
    [Theory]
    [InlineData("G1", "G1")]
    [InlineData(" G1\u3000", "G1")]
    [InlineData("caf\u0065\u0301", "caf\u00E9")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uFA10\u9053", "\u585A\u9053")]
    [InlineData("市政/路灯", "市政/路灯")]
    [InlineData("G\uD800", "G\uD800")]
    public void A_code_is_compared_without_blanks_and_in_one_form(string sent, string compared) =>
        Assert.Equal(compared, CodeText.Of(sent));
}
