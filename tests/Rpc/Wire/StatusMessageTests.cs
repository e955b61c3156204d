using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Tests.Wire;

public sealed class StatusMessageTests
{
    [Theory]
    [InlineData("plain text, ~!", "plain text, ~!")]
    [InlineData("100%", "100%25")]
    [InlineData("a\tb\r\n", "a%09b%0D%0A")]
    [InlineData("乌镇", "%E4%B9%8C%E9%95%87")]
    [InlineData("🏮", "%F0%9F%8F%AE")]
    [InlineData("\u007f", "%7F")]
    public void A_message_travels_in_printable_ascii(string message, string encoded)
    {
        Assert.Equal(encoded, StatusMessage.Encode(message));
        Assert.Equal(message, StatusMessage.Decode(encoded));
    }

    [Theory]
    [InlineData("50% of it", "50% of it")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%e4%b9%8c", "乌")]
    [InlineData("%FF", "\uFFFD")]
    [InlineData("镇%41", "镇A")]
    [InlineData("🏮%41", "🏮A")]
    public void Reading_never_fails(string encoded, string message) => Assert.Equal(message, StatusMessage.Decode(encoded));

    [Fact]
    public void Whatever_is_text_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var whole = new string([.. text.Get.Where(character => !char.IsSurrogate(character))]);
            return StatusMessage.Decode(StatusMessage.Encode(whole)) == whole;
        }).QuickCheckThrowOnFailure();
}
