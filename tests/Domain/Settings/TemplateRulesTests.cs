using RealtimeGov.Domain.Settings;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Settings;

/// <summary>The phrases that a town gives its desks.</summary>
public sealed class TemplateRulesTests
{
    [Fact]
    public void Phrases_of_any_step_and_language_are_kept() =>
        Assert.Null(TemplateRules.FaultOf(Of(new() { Name = "收到", Text = "已收到。\n正在核实。" }, new() { Step = "feedBack", Name = "收到", Text = "已修复。", Language = "zh" }, new() { Step = "feedBack", Name = "收到", Text = "Done.", Language = "en" })));

    [Theory]
    [InlineData("", "已收到。", "", "")]
    [InlineData("收\u202e到", "已收到。", "", "")]
    [InlineData("收到", " \n", "", "")]
    [InlineData("收到", "已\u0007收到。", "", "")]
    [InlineData("收到", "已收到。", "FeedBack", "")]
    [InlineData("收到", "已收到。", "mend", "")]
    [InlineData("收到", "已收到。", "", "fr")]
    public void S8_a_phrase_that_is_none_is_refused_with_its_place(string name, string text, string step, string language)
    {
        var refused = TemplateRules.FaultOf(Of(new() { Name = "好", Text = "好" }, new() { Name = name, Text = text, Step = step, Language = language }))!;
        Assert.Equal((SettingRefusals.TemplateMalformed, true), (refused.Refused, refused.Detail.StartsWith("templates[1]", StringComparison.Ordinal)));
    }

    [Fact]
    public void S8_names_words_and_lists_have_their_length()
    {
        Assert.Null(TemplateRules.FaultOf(Of(new ReplyTemplate { Name = new string('名', TemplateRules.NameMax), Text = new string('字', TemplateRules.TextMax) })));
        Assert.Equal(SettingRefusals.TemplateMalformed, TemplateRules.FaultOf(Of(new ReplyTemplate { Name = new string('名', TemplateRules.NameMax + 1), Text = "字" }))!.Refused);
        Assert.Equal(SettingRefusals.TemplateMalformed, TemplateRules.FaultOf(Of(new ReplyTemplate { Name = "名", Text = new string('字', TemplateRules.TextMax + 1) }))!.Refused);
        var many = Of([.. Enumerable.Range(0, TemplateRules.TemplatesMax).Select(n => new ReplyTemplate { Name = $"{n}", Text = "字" })]);
        Assert.Null(TemplateRules.FaultOf(many));
        many.Templates.Add(new ReplyTemplate { Name = "多", Text = "字" });
        Assert.Equal(SettingRefusals.TemplatesTooMany, TemplateRules.FaultOf(many)!.Refused);
    }

    [Fact]
    public void S8_two_of_one_name_cannot_be_told_apart() =>
        Assert.Equal(SettingRefusals.TemplateTwice, TemplateRules.FaultOf(Of(new() { Name = "收到", Text = "一" }, new() { Name = "收到", Text = "二" }))!.Refused);

    private static TemplateSettings Of(params ReplyTemplate[] templates) => new() { Templates = { templates } };
}
