namespace RealtimeGov.Domain.Programmes.Stars;

/// <summary>One thing that is weighed.</summary>
/// <param name="Weight">Of a hundred.</param>
/// <param name="Value">What was noted.</param>
/// <param name="Best">From here on it counts in full; above 0.</param>
public sealed record StarPart(long Weight, long Value, long Best);

/// <summary>What a grid's half-year comes to, and how many stars that is.</summary>
public static class StarScore
{
    /// <summary>Answers from which on the households' judgement is shown and counts: of fewer it could be told who said what.</summary>
    public const int AnswersMin = 5;

    public const int LevelMax = 5;

    /// <summary>Hundredths of a point from which on there are five, four, three and two stars.</summary>
    private static readonly long[] From = [9000, 8000, 7000, 6000];

    /// <summary>
    /// Hundredths of a point of a hundred: the sum of weight x min(value, best) / best over the sum of the weights. The households'
    /// average, 1 to 5, counts as (average - 1) / 4; with too few answers it is left out, and the others make up the whole.
    /// </summary>
    public static long Of(IReadOnlyList<StarPart> parts, int judgementWeight, int answers, long levels)
    {
        var (sum, weights) = (0m, 0m);
        foreach (var part in parts) (sum, weights) = (sum + part.Weight * (decimal)Math.Min(part.Value, part.Best) / part.Best, weights + part.Weight);
        if (answers >= AnswersMin) (sum, weights) = (sum + judgementWeight * ((decimal)levels / answers - 1) / (LevelMax - 1), weights + judgementWeight);
        return weights == 0 ? 0 : (long)Math.Round(10_000m * sum / weights, MidpointRounding.AwayFromZero);
    }

    /// <summary>1 to 5.</summary>
    public static int StarsOf(long score) => 5 - From.Count(from => score < from);
}
