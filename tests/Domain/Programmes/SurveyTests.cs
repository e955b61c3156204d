using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Surveys;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class SurveyTests
{
    [Fact]
    public void Coverage_is_counted_by_stairwell_and_refused_and_absent_are_states_of_their_own()
    {
        var survey = Asked();
        Assert.Equal("", survey.By("lou", "answer", "d1", new { a1 = "好", a2 = "加装电梯" }));
        Assert.Equal("", survey.By("lou", "miss", "d2", new { why = "absent" }));
        Assert.Equal("", survey.By("lou", "miss", "d3", new { why = "refused" }));
        Assert.Equal((1L, 1L, 1L, 9L), (survey.Figures["answered"], survey.Figures["absent"], survey.Figures["refused"], survey.Figures["due"]));
        Assert.Equal([12L, 1L, 1L, 1L, 9L], new[] { "dwellings", "answered", "absent", "refused", "due" }.Select(name => survey.Item("s1").Numbers[name]));
        // Who was not at home may be there another day, and who refused may think again.
        Assert.Equal("", survey.By("lou", "answer", "d2", new { a1 = "差", a2 = "无" }));
        Assert.Equal((2L, 0L), (survey.Figures["answered"], survey.Item("s1").Numbers["absent"]));
        Assert.Equal((0, ProgrammeRun.Day("2026-06-14")), (survey.Item("d2").DueDate, survey.Item("d4").DueDate));
    }

    [Theory]
    [InlineData("nowhere", "lou", "好", "无", Survey.DwellingUnknown)]
    [InlineData("d1", "wang", "好", "无", Survey.NotSteward)]
    [InlineData("d1", "lou", "很好", "无", Survey.AnswerNotOffered)]
    [InlineData("d1", "lou", "好", " ", Survey.AnswerMissing)]
    public void S8_what_cannot_be_an_answer_is_refused_and_nothing_changes(string dwelling, string by, string a1, string a2, string refused)
    {
        var survey = Asked();
        var before = survey.Programme.Seq;
        Assert.Equal(refused, survey.By(by, "answer", dwelling, new { a1, a2 }));
        Assert.Equal(before, survey.Programme.Seq);
    }

    [Fact]
    public void A_dwelling_answers_once_within_the_days_of_the_survey()
    {
        var survey = Asked();
        survey.Today = ProgrammeRun.Day("2026-05-31");
        Assert.Equal(Survey.NotRunning, survey.By("lou", "answer", "d1", new { a1 = "好", a2 = "无" }));
        survey.Today = ProgrammeRun.Day("2026-06-14");
        Assert.Equal("", survey.By("lou", "answer", "d1", new { a1 = "好", a2 = "无", sheet = "n1" }));
        Assert.Equal("", survey.By("lou", "answer", "d1", new { a1 = "好", a2 = "无", sheet = "n1" })); // the same sheet again
        Assert.Equal(Survey.HasAnswered, survey.By("lou", "answer", "d1", new { a1 = "好", a2 = "无" }));
        Assert.Equal(Survey.HasBegun, survey.Office("question", "q3", new { title = "还有什么", number = 3 }));
        survey.Today += 1;
        Assert.Equal(Survey.NotRunning, survey.By("lou", "answer", "d2", new { a1 = "好", a2 = "无" }));
        Assert.Equal(Survey.NotClosed, survey.Office("erase", ""));
    }

    [Fact]
    public void J8_what_is_answered_stands_in_no_event_and_with_no_item()
    {
        var survey = Asked();
        var step = survey.Batch(survey.Sent("answer", "d1", new { a1 = "好", a2 = "盼装电梯" })).Steps.Single();
        Assert.Equal("盼装电梯", step.Content!.Texts["a2"]);
        Assert.DoesNotContain("盼装电梯", System.Text.Encoding.UTF8.GetString(Google.Protobuf.MessageExtensions.ToByteArray(step.Event)));
        survey.Must("lou", "answer", "d1", new { a1 = "好", a2 = "盼装电梯" });
        Assert.Equal(0ul, survey.Item("d1").TextSeq);
    }

    [Theory]
    [InlineData(new[] { 6, 5, 0 }, "6 5 -")] // a lone nought tells nothing that the others do not
    [InlineData(new[] { 9, 6, 3 }, "9 - -")] // the 3 alone would be what is left
    [InlineData(new[] { 20, 4, 1 }, "20 - -")]
    [InlineData(new[] { 20, 3, 1 }, "- - -")] // 4 in all: together too few as well
    [InlineData(new[] { 4, 0, 0 }, "- - -")]
    public void Sums_below_five_are_hidden_and_cannot_be_reckoned(int[] counts, string told)
    {
        var question = new QuestionPut { Title = "?", Number = 1, Options = { "好", "中", "差" } };
        var answers = counts.SelectMany((count, n) => Enumerable.Repeat(question.Options[n], count)).Select(answer => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { ["a1"] = answer }).ToList();
        Assert.Equal(told, string.Join(' ', SurveySums.Of([question], answers).Select(cell => cell.Hidden ? "-" : $"{cell.Count}")));
    }

    [Fact]
    public void Dates_that_are_out_of_order_define_no_survey() =>
        Assert.Equal(ProgrammeRefusals.DatesMalformed, Asked().Office("define", "", new { title = "问卷", region = "T", from = "2026-06-14", until = "2026-06-01" }));

    private static ProgrammeRun Asked()
    {
        var survey = new ProgrammeRun(Survey.Kind, new { from = ProgrammeRun.Day("2026-06-01"), until = ProgrammeRun.Day("2026-06-14") }) { Today = ProgrammeRun.Day("2026-06-01") };
        survey.Must("office", "stairwell", "s1", new { person = "lou" });
        for (var n = 1; n <= 12; n++) survey.Must("office", "dwelling", $"d{n}", new { stairwell = "s1" });
        survey.Must("office", "question", "q1", new { title = "楼道卫生", number = 1, options = "好 中 差" });
        survey.Must("office", "question", "q2", new { title = "最盼望什么", number = 2 });
        return survey;
    }
}
