using System.Reflection;
using Google.Protobuf;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Posts;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Domain.Tests.Programmes;

/// <summary>What all kinds of programmes share.</summary>
public sealed class ProgrammeTests
{
    public static TheoryData<string> Kinds => [.. ProgrammeKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Everything_of_a_kind_has_its_words_in_both_languages_once(string name)
    {
        var kind = ProgrammeKinds.Find(name)!;
        var actions = kind.Actions.Append(kind.Define).ToList();
        foreach (var names in new[] { kind.States.Select(one => one.Name), kind.Figures.Select(one => one.Name), kind.Columns.Select(one => one.Name), kind.Refusals.Concat(ProgrammeRefusals.Words).Select(one => one.Name), actions.Select(one => one.Name) })
            Assert.Equal(names.Distinct(), names);
        Assert.All(actions, action => Assert.Equal(action.Fields.Select(field => field.Name).Distinct(), action.Fields.Select(field => field.Name)));
        var words = kind.States.Concat(kind.Figures).Concat(kind.Columns).Concat(kind.Refusals).Select(one => (one.English, one.Chinese))
            .Concat(actions.Select(one => (one.English, one.Chinese))).Concat(actions.SelectMany(one => one.Fields).Select(one => (one.English, one.Chinese)))
            .Concat(actions.SelectMany(one => one.Fields).SelectMany(one => one.Choices).Select(one => (one.English, one.Chinese))).Append((kind.English, kind.Chinese));
        Assert.All(words, word => Assert.True(word.English.Length > 0 && word.Chinese.Any(sign => sign > 127), $"{word}"));
        Assert.All(actions.SelectMany(action => action.Fields).Where(field => field.Kind == FieldKind.Choice), field => Assert.NotEmpty(field.Choices));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_that_is_told_has_a_word(string name)
    {
        var kind = ProgrammeKinds.Find(name)!;
        Assert.Equal(kind.Figures.Select(figure => figure.Name).Order(), kind.Create("x").Figures().Keys.Order());
    }

    [Fact]
    public void The_page_s_tables_are_those_of_the_code()
    {
        const string write = "REALTIMEGOV_WRITE_DOCS";
        var path = Repository.File("docs", "programmes.md");
        var page = File.ReadAllText(path);
        var rendered = ProgrammePage.Render(page);
        if (Environment.GetEnvironmentVariable(write) == "1") File.WriteAllText(path, rendered);
        else Assert.True(rendered == page, $"docs/programmes.md is not what the code says: {write}=1 dotnet test tests/Domain --filter ProgrammeTests");
    }

    [Fact]
    public void Every_refusal_that_all_kinds_share_has_its_words() => Assert.Equal(
        typeof(ProgrammeRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
        ProgrammeRefusals.Words.Select(word => word.Name).Order());

    [Fact]
    public void Of_a_sheet_everything_is_decided_in_order_or_nothing_at_all()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        var before = board.Programme.Seq;
        var wrong = board.Batch(board.Sent("publish", "a", new { title = "岗" }), board.Sent("claim", "nowhere"), board.Sent("publish", "a", new { title = "别的岗" }));
        Assert.Equal([(1u, ProgrammeRefusals.ItemUnknown), (2u, ProgrammeRefusals.ItemTaken)], wrong.Faults.Select(fault => (fault.Act, fault.Refused)));
        Assert.Empty(wrong.Steps);
        var right = board.Batch(board.Sent("publish", "a", new { title = "岗" }), board.Sent("claim", "a", new { person = "li" }), board.Sent("publish", "a", new { title = "岗" }));
        Assert.Equal((2, 2), (right.Changed, right.Steps.Count));
        Assert.Equal(before, board.Programme.Seq);
    }

    [Theory]
    [InlineData("publish", "a b", "title", "岗", ProgrammeRefusals.FieldMalformed)]
    [InlineData("publish", "a", "duties", "职责", ProgrammeRefusals.FieldMissing)]
    [InlineData("publish", "a", "titel", "岗", ProgrammeRefusals.FieldUnknown)]
    [InlineData("publish", "a", "title", "岗\u0007", ProgrammeRefusals.FieldMalformed)]
    [InlineData("publich", "a", "title", "岗", ProgrammeRefusals.ActionUnknown)]
    [InlineData("claim", "a", "person", "张三", ProgrammeRefusals.FieldMalformed)]
    public void S8_what_is_not_as_the_form_wants_it_is_refused_by_name(string action, string item, string field, string value, string refused)
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        Assert.Equal(refused, board.Office(action, item, new[] { (field, (object)value) }.AsEnumerable()));
        Assert.Equal(1ul, board.Programme.Seq);
    }

    [Fact]
    public void A_region_that_is_none_or_lies_elsewhere_is_refused()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        Assert.Equal(ProgrammeRefusals.RegionUnknown, board.Office("publish", "a", new { title = "岗", region = "nowhere" }));
        board.Must("office", "define", "", new { title = "项目", region = "V1" });
        Assert.Equal(ProgrammeRefusals.RegionOutside, board.Office("publish", "a", new { title = "岗", region = "V2" }));
        board.Must("office", "publish", "a", new { title = "岗", region = "V1" });
        Assert.Equal(ProgrammeRefusals.RegionOutside, board.Office("define", "", new { title = "项目", region = "T" }));
    }

    [Fact]
    public void J8_what_somebody_writes_stands_in_no_event_and_once_as_content()
    {
        var board = new ProgrammeRun(PostBoard.Kind);
        var batch = board.Batch(board.Sent("publish", "a", new { title = "岗", duties = "每日巡查" }), board.Sent("claim", "a", new { person = "li" }));
        Assert.All(batch.Steps, step => Assert.DoesNotContain("每日巡查", System.Text.Encoding.UTF8.GetString(step.Event.ToByteArray())));
        Assert.Equal(["每日巡查", null], batch.Steps.Select(step => step.Content?.Texts["duties"]));
        Assert.Equal([true, false], batch.Steps.Select(step => step.Event.HasText));
    }
}
