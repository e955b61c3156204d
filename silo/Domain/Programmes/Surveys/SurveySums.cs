using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Surveys;

/// <summary>What dwellings answered, as sums in which nobody is to be found.</summary>
public static class SurveySums
{
    /// <summary>A sum below it is told to nobody.</summary>
    public const int TellsFrom = 5;

    /// <summary>A sum for each offered answer of each question, in their order; questions answered freely have none.</summary>
    /// <param name="answers">Of each dwelling, its answers by the field's name.</param>
    public static IEnumerable<SurveyCell> Of(IReadOnlyList<QuestionPut> questions, IReadOnlyList<IReadOnlyDictionary<string, string>> answers) =>
        questions.Where(question => question.Options.Count > 0).SelectMany(question => Of(question, answers));

    public static string FieldOf(uint question) => $"a{question}";

    private static IEnumerable<SurveyCell> Of(QuestionPut question, IReadOnlyList<IReadOnlyDictionary<string, string>> answers)
    {
        var counts = question.Options.Select(option => answers.Count(one => one.GetValueOrDefault(FieldOf(question.Number)) == option)).ToList();
        var hidden = counts.Select(count => count < TellsFrom).ToList();
        // How many answered is known: a single hidden sum is what is left. So much is hidden that no few can be told apart.
        while (hidden.Contains(true) && counts.Where((_, n) => hidden[n]).Sum() is > 0 and < TellsFrom || hidden.Count(one => one) == 1 && counts[hidden.IndexOf(true)] > 0)
        {
            if (counts.Index().Where(one => !hidden[one.Index]).OrderBy(one => one.Item).ToList() is not [var next, ..]) break;
            hidden[next.Index] = true;
        }
        return counts.Select((count, n) => new SurveyCell { Question = question.Number, Option = (uint)n + 1, Hidden = hidden[n], Count = hidden[n] ? 0 : (uint)count });
    }
}
