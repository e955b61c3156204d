using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Surveys;

/// <summary>
/// A survey of every dwelling of some stairwells. Dwellings are opaque references; whether one has answered is a fact, and what it
/// answered is content that nobody is shown: it is counted when the survey closes, and erased thirty days later.
/// </summary>
public sealed class Survey(string id) : Programme(id)
{
    public const string StairwellUnknown = "stairwell_unknown", DwellingUnknown = "dwelling_unknown", NotSteward = "survey_not_owner", NotRunning = "survey_not_running",
        HasAnswered = "survey_answered", AnswerMissing = "answer_missing", AnswerNotOffered = "answer_not_offered", QuestionNumber = "question_number", HasBegun = "survey_begun", NotClosed = "survey_not_closed";

    public const string Due = "due", Answered = "answered", Refused = "refused", Absent = "absent", Listed = "listed", Told = "told", Hidden = "hidden", Kept = "kept", Erased = "erased", Closed = "closed";

    /// <summary>Days that answers are kept after the survey has closed.</summary>
    public const int KeptDays = 30;

    /// <summary>The part of the one item that tells until when the answers are kept, and is due then.</summary>
    public const string AnswersPart = "answers";

    private const string Dwelling = "dwelling", Stairwell = "stairwell", Question = "question", Result = "result";

    private readonly SortedDictionary<uint, QuestionPut> questions = [];
    private readonly Dictionary<string, string> sheets = new(StringComparer.Ordinal); // by dwelling

    public static ProgrammeKind Kind => SurveyForm.Kind;

    protected override ProgrammeKind KindOf => SurveyForm.Kind;

    public override bool DecidesOnContents(string action) => action == "close";

    public override bool Erases(ProgrammeEvent e) => e.AnswersErased is not null;

    public override IReadOnlyDictionary<string, long> Figures()
    {
        var (all, stairwells) = (All(Dwelling).ToList(), All(Stairwell).ToList());
        return new Dictionary<string, long>
        {
            ["dwellings"] = all.Count, ["answered"] = all.Count(one => one.State == Answered), ["refused"] = all.Count(one => one.State == Refused), ["absent"] = all.Count(one => one.State == Absent),
            ["due"] = all.Count(one => one.State == Due), ["stairwells"] = stairwells.Count, ["covered"] = stairwells.Count(one => one.Numbers["dwellings"] > 0 && one.Numbers["due"] == 0), ["questions"] = questions.Count,
        };
    }

    protected override bool ShowsTextOf(ProgrammeEvent e) => e.DwellingAnswered is null;

    protected override ProgrammeDecision? FaultOf(ProgrammeDefined defined) =>
        defined.Numbers["until"] < defined.Numbers["from"] ? ProgrammeDecision.Refuse(ProgrammeRefusals.DatesMalformed, "`until` is before `from`") : null;

    protected override ProgrammeDecision Decide(Act act)
    {
        var e = act.Event();
        switch (act.Action)
        {
            case "stairwell":
                e.StairwellListed = new StairwellListed { Region = act.Word("region") is { Length: > 0 } region ? region : Defined!.Region, Steward = act.Person };
                return PutUp(e);
            case "dwelling":
                if (Find(act.Word("stairwell"), Stairwell) is null) return ProgrammeDecision.Refuse(StairwellUnknown, $"'{act.Word("stairwell")}'");
                if (State != "open") return ProgrammeDecision.Refuse(NotRunning, $"it is {State}");
                e.DwellingListed = new DwellingListed { Stairwell = act.Word("stairwell") };
                return PutUp(e);
            case "question": return Put(act, e);
            case "close": return Close(act, e);
            case "erase":
                if (State == Erased) return ProgrammeDecision.Unchanged;
                if (State != Closed) return ProgrammeDecision.Refuse(NotClosed, "close it first: what is not counted would be lost");
                e.AnswersErased = new AnswersErased();
                return ProgrammeDecision.Of(e);
            default: return Find(act.Item, Dwelling) is { } dwelling ? OnDwelling(act, dwelling, e) : ProgrammeDecision.Refuse(DwellingUnknown, $"'{act.Item}'");
        }
    }

    protected override void Change(ProgrammeEvent e)
    {
        switch (e.KindCase)
        {
            case ProgrammeEvent.KindOneofCase.StairwellListed:
                var stairwell = Add(e.Item, Stairwell, Listed);
                stairwell.Region = e.StairwellListed.Region;
                stairwell.People.Add(e.StairwellListed.Steward);
                foreach (var number in new[] { "dwellings", Due, Answered, Refused, Absent }) stairwell.Numbers[number] = 0;
                break;
            case ProgrammeEvent.KindOneofCase.DwellingListed:
                var dwelling = Add(e.Item, Dwelling, Due);
                (dwelling.Words["stairwell"], dwelling.Region, dwelling.DueDate) = (e.DwellingListed.Stairwell, Items[e.DwellingListed.Stairwell].Region, (int)Setting("until", 0));
                var of = Touch(e.DwellingListed.Stairwell);
                of.Count("dwellings");
                of.Count(Due);
                break;
            case ProgrammeEvent.KindOneofCase.QuestionPut:
                questions[e.QuestionPut.Number] = e.QuestionPut;
                var question = Add(e.Item, Question, Listed);
                (question.Title, question.Numbers["number"], question.Words["options"]) = (e.QuestionPut.Title, e.QuestionPut.Number, string.Join(' ', e.QuestionPut.Options));
                break;
            case ProgrammeEvent.KindOneofCase.DwellingAnswered:
                sheets[e.Item] = e.DwellingAnswered.Sheet;
                Move(e.Item, Answered);
                break;
            case ProgrammeEvent.KindOneofCase.DwellingMissed: Move(e.Item, e.DwellingMissed.Why); break;
            case ProgrammeEvent.KindOneofCase.SurveyClosed: Count(e.SurveyClosed); break;
            case ProgrammeEvent.KindOneofCase.AnswersErased:
                State = Erased;
                (Touch(AnswersId).State, Items[AnswersId].DueDate) = (Erased, 0);
                break;
            default: throw new InvalidOperationException($"surveys {Id}: an event of a kind this program does not know");
        }
    }

    // With a sign that no id has, which a caller could give.
    private const string AnswersId = ":answers";

    private bool Runs(int date) => State == "open" && date >= Setting("from", 0) && date <= Setting("until", int.MaxValue);

    private ProgrammeDecision Put(Act act, ProgrammeEvent e)
    {
        var (number, options) = (act.Number("number"), Act.SplitWords(act.Word("options")));
        if (number is < 1 or > SurveyForm.QuestionsMax || options.Count > SurveyForm.OptionsMax) return ProgrammeDecision.Refuse(QuestionNumber, $"`number` is 1 to {SurveyForm.QuestionsMax}");
        e.QuestionPut = new QuestionPut { Title = act.Word("title"), Number = (uint)number, Options = { options } };
        if (Find(act.Item) is not null) return PutUp(e);
        if (questions.ContainsKey((uint)number)) return ProgrammeDecision.Refuse(QuestionNumber, $"there is a question {number}");
        return sheets.Count > 0 || State != "open" ? ProgrammeDecision.Refuse(HasBegun, $"{sheets.Count} answered") : PutUp(e);
    }

    private ProgrammeDecision OnDwelling(Act act, ProgrammeItem dwelling, ProgrammeEvent e)
    {
        var steward = Items[dwelling.Words["stairwell"]].People[0];
        if (!act.Runs && act.By != steward) return ProgrammeDecision.Refuse(NotSteward, $"'{dwelling.Id}'");
        if (dwelling.State == Answered)
            return act.Action == "answer" && act.Word("sheet").Length > 0 && sheets[dwelling.Id] == act.Word("sheet") ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(HasAnswered, $"'{dwelling.Id}'");
        if (!Runs(act.Date)) return ProgrammeDecision.Refuse(NotRunning, Time.LocalDay.Format(act.Date));
        if (act.Action == "miss")
        {
            if (dwelling.State == act.Word("why")) return ProgrammeDecision.Unchanged;
            e.DwellingMissed = new DwellingMissed { Why = act.Word("why") };
            return ProgrammeDecision.Of(e);
        }
        if (FaultOfAnswers(act) is { } fault) return fault;
        e.DwellingAnswered = new DwellingAnswered { Sheet = act.Word("sheet") };
        return ProgrammeDecision.Of(e);
    }

    private ProgrammeDecision? FaultOfAnswers(Act act)
    {
        if (questions.Count == 0) return ProgrammeDecision.Refuse(AnswerNotOffered, "there is no question yet");
        for (var number = 1u; number <= SurveyForm.QuestionsMax; number++)
        {
            var (answer, question) = (act.Text(SurveySums.FieldOf(number)).Trim(), questions.GetValueOrDefault(number));
            if (question is null && answer.Length > 0) return ProgrammeDecision.Refuse(AnswerNotOffered, $"there is no question {number}");
            if (question is null) continue;
            if (answer.Length == 0) return ProgrammeDecision.Refuse(AnswerMissing, $"question {number}");
            if (question.Options.Count > 0 && !question.Options.Contains(answer)) return ProgrammeDecision.Refuse(AnswerNotOffered, $"question {number}: {string.Join(", ", question.Options)}");
        }
        return null;
    }

    private ProgrammeDecision Close(Act act, ProgrammeEvent e)
    {
        if (State != "open") return ProgrammeDecision.Unchanged;
        e.SurveyClosed = new SurveyClosed
        {
            KeepUntilDate = act.Date + KeptDays, Cells = { SurveySums.Of([.. questions.Values], [.. act.Contents.Select(content => (IReadOnlyDictionary<string, string>)content.Texts.ToDictionary(text => text.Key, text => text.Value.Trim()))]) },
        };
        return ProgrammeDecision.Of(e);
    }

    private void Move(string item, string state)
    {
        var dwelling = Touch(item);
        var stairwell = Touch(dwelling.Words["stairwell"]);
        stairwell.Count(dwelling.State, -1);
        stairwell.Count(state);
        (dwelling.State, dwelling.DueDate) = (state, 0);
    }

    private void Count(SurveyClosed closed)
    {
        State = Closed;
        foreach (var cell in closed.Cells)
        {
            var result = Add($":q{cell.Question}.{cell.Option}", Result, cell.Hidden ? Hidden : Told);
            (result.Title, result.Numbers["number"]) = (questions[cell.Question].Options[(int)cell.Option - 1], cell.Question);
            if (!cell.Hidden) result.Numbers["count"] = cell.Count;
        }
        var answers = Add(AnswersId, AnswersPart, Kept);
        (answers.UntilDate, answers.DueDate) = (closed.KeepUntilDate, closed.KeepUntilDate);
        foreach (var left in All(Dwelling).Where(one => one.State == Due).ToList()) Touch(left.Id).DueDate = 0;
    }
}
