using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Tests.Words;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, null, "zh_CN.UTF-8", Language.Chinese)]
    [InlineData(null, null, "en_GB.UTF-8", Language.English)]
    [InlineData(null, null, null, Language.English)]
    [InlineData(null, "C", "zh_CN.UTF-8", Language.English)]
    [InlineData(null, "", "zh_CN.UTF-8", Language.Chinese)]
    [InlineData("zh", "C", "en_GB.UTF-8", Language.Chinese)]
    [InlineData("en", null, "zh_TW", Language.English)]
    public void The_option_then_LC_ALL_then_LANG(string? option, string? all, string? lang, Language expected)
    {
        Assert.Equal(expected, Languages.Choose(option, name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null }));
    }

    [Fact]
    public void Reasons_are_told_in_words_and_unknown_ones_as_they_are()
    {
        Assert.Equal("the place is unsure; new_code", ReasonWords.Of("place_unsure new_code", Language.English));
        Assert.Equal("地点不确定；new_code", ReasonWords.Of("place_unsure new_code", Language.Chinese));
        Assert.Equal("", ReasonWords.Of("", Language.Chinese));
    }
}
