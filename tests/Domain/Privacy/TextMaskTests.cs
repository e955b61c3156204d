using RealtimeGov.Domain.Privacy;

namespace RealtimeGov.Domain.Tests.Privacy;

/// <summary>Numbers that lead to a person are covered, and nothing else is.</summary>
[Trait("lane", "trust")]
public sealed class TextMaskTests
{
    [Theory]
    [InlineData("请打13800138000", "请打138********")]
    [InlineData("13800138000,15912345678 都可以", "138********,159******** 都可以")] // several in one
    [InlineData("１３８００１３８０００", "１３８********")] // full width
    [InlineData("+8613800138000", "+86138********")]
    [InlineData("+86 138-0013-8000", "+86 138-****-****")]
    [InlineData("0086 13800138000", "0086 138********")]
    [InlineData("8613800138000", "86138********")]
    [InlineData("＋８６１３８００１３８０００", "＋８６１３８********")]
    [InlineData("138 0013 8000", "138 **** ****")]
    [InlineData("1 3 8 0 0 1 3 8 0 0 0", "1 3 8 * * * * * * * *")]
    [InlineData("138\u200B0013\u20608000", "138\u200B****\u2060****")]
    [InlineData("138．0013．8000", "138．****．****")]
    [InlineData("13800138000/15912345678", "138********/159********")]
    [InlineData("一三八零零一三八零零零", "一三八********")]
    [InlineData("幺三八〇〇一三八〇〇〇", "幺三八********")]
    [InlineData("他的身份证330483199001011234", "他的身份证330***************")]
    [InlineData("33048319900101123X。", "330***************。")]
    [InlineData("330483 19900101 123x", "330*** ******** ****")]
    [InlineData("３３０４８３１９９００１０１１２３４", "３３０***************")]
    [InlineData("0573-88712345", "0573-********")]
    [InlineData("(0573) 88712345", "(0573) ********")]
    [InlineData("010-6552 9988", "010-**** ****")]
    [InlineData("电话：88712345", "电话：********")]
    [InlineData("tel 8871234", "tel *******")]
    [InlineData("浙F12345堵门", "浙F*****堵门")]
    [InlineData("浙F·D12345", "浙F·******")] // electric
    [InlineData("沪a-99x88", "沪a-*****")]
    [InlineData("浙Ｆ１２３４５", "浙Ｆ*****")]
    [InlineData("粤B1234学", "粤B****学")]
    [InlineData("浙F12345旁有人,13800138000,330483199001011234", "浙F*****旁有人,138********,330***************")]
    public void What_leads_to_a_person_is_covered(string text, string masked) => Assert.Equal(masked, TextMask.Masked(text));

    [Theory]
    [InlineData("")]
    [InlineData("路面有一个坑")]
    [InlineData("网格330483100217001有3处")] // fifteen digits: a grid's code, whatever birthday they look like
    [InlineData("330483100217")] // twelve: a community's
    [InlineData("330483100")] // nine: a town's
    [InlineData("133048310021")] // twelve that begin as a mobile number would
    [InlineData("请拨12345或110、119")]
    [InlineData("400-820-8820")]
    [InlineData("2016-06-13 16:40，第3号")]
    [InlineData("共13800元，138001个")]
    [InlineData("138001380001")] // twelve digits are no mobile number
    [InlineData("12800138000")] // none begins 12
    [InlineData("编号00000000-0000-4000-8000-000000000001")]
    [InlineData("浙江F楼12345室")]
    [InlineData("新A路")]
    [InlineData("330483199013011234")] // no thirteenth month
    [InlineData("一三八路")]
    [InlineData("面积88712345平方")] // seven or eight digits alone are no telephone
    public void What_is_no_number_of_a_person_stays(string text) => Assert.Same(text, TextMask.Masked(text));

    [Theory]
    [InlineData("请致电乌镇镇政府 0573-88712345", "请致电乌镇镇政府 0573-88712345")]
    [InlineData("电话88712345", "电话88712345")]
    [InlineData("投诉人13800138000已回访", "投诉人138********已回访")]
    [InlineData("身份证330483199001011234", "身份证330***************")]
    public void An_office_s_number_in_a_reply_stays_and_a_person_s_does_not(string text, string masked) => Assert.Equal(masked, TextMask.MaskedReply(text));

    [Fact]
    public void A_code_of_the_town_s_own_is_no_telephone_even_where_it_looks_like_one()
    {
        Assert.Equal("网格13800138000", TextMask.Masked("网格13800138000", code => code == "13800138000"));
        Assert.Equal("网格138********", TextMask.Masked("网格13800138000", code => code == "13800138001"));
    }

    [Theory]
    [InlineData("费阿姨", "费**")]
    [InlineData(" 沈师傅", "沈**")]
    [InlineData("王", "王**")]
    [InlineData("𠮷田", "𠮷**")]
    [InlineData("", "")]
    public void A_name_keeps_its_first_character(string name, string masked) => Assert.Equal(masked, TextMask.MaskedName(name));

    /// <summary>A text of the longest kind takes no noticeable time, whatever is in it.</summary>
    [Fact]
    public void A_text_of_nothing_but_digits_and_blanks_is_read_once()
    {
        foreach (var filling in new[] { "1 ", "13", "1-3 ", "0573", "浙F" })
        {
            var text = string.Concat(Enumerable.Repeat(filling, 2_000))[..2_000];
            Assert.Equal(text.Length, TextMask.Masked(text).Length);
        }
    }
}
