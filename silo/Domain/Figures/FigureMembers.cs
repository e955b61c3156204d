namespace RealtimeGov.Domain.Figures;

/// <summary>
/// Which issues a figure counts, as of a moment: the figure is their number, and whoever asks which they are is shown these very ones.
/// Beside the names used here stand the formulas in docs/loop.md.
/// </summary>
public static class FigureMembers
{
    /// <summary>By the figure's name in JSON.</summary>
    public static IReadOnlyDictionary<string, Func<IssueLife, long, bool>> ByName { get; } = new SortedDictionary<string, Func<IssueLife, long, bool>>(StringComparer.Ordinal)
    {
        ["opened"] = (life, _) => life.CountsItself,
        ["declined"] = (life, _) => life is { CountsItself: true, DeclinedAtUs: not null },
        ["accepted"] = (life, _) => IsAccepted(life),
        ["closed"] = (life, _) => IsClosed(life),
        ["onTime"] = (life, _) => IsClosed(life) && IsWithin(life, life.DueUs),
        ["onTimeRaw"] = (life, _) => IsClosed(life) && IsWithin(life, life.RawDueUs),
        ["due"] = IsDue,
        ["closedOfDue"] = (life, asOf) => IsDue(life, asOf) && IsClosed(life),
        ["onTimeOfDue"] = (life, asOf) => IsDue(life, asOf) && IsClosed(life) && IsWithin(life, life.DueUs),
        ["overdueOpen"] = (life, asOf) => IsDue(life, asOf) && life is { AnsweredAtUs: null, ClosedAtUs: null },
        ["solvedByFinder"] = (life, _) => IsClosed(life) && life.SolvedByFinder,
        ["closedWhereItArose"] = (life, _) => IsClosed(life) && life.Level == life.LevelArose,
        ["handedUp"] = (life, _) => IsAccepted(life) && life.HandedUp > 0,
        ["closedAfterHandUp"] = (life, _) => IsClosed(life) && life.HandedUp > 0,
        ["returned"] = (life, _) => IsAccepted(life) && life.Returned > 0,
        ["reopened"] = (life, _) => IsAccepted(life) && life.Reopened > 0,
        ["rated"] = (life, _) => IsAccepted(life) && life.Scores.Count > 0,
        ["carded"] = (life, _) => life.CountsItself && life.YellowCards + life.RedCards > 0,
    };

    /// <summary>Accepted, and not declined since: a part is counted with its whole, and a joined issue with its parent.</summary>
    internal static bool IsAccepted(IssueLife life) => life is { CountsItself: true, AcceptedAtUs: not null, DeclinedAtUs: null };

    internal static bool IsClosed(IssueLife life) => IsAccepted(life) && life.ClosedAtUs is not null;

    private static bool IsDue(IssueLife life, long asOfUs) => IsAccepted(life) && life.DueUs <= asOfUs;

    // Without a limit it is always on time.
    private static bool IsWithin(IssueLife life, long? dueUs) => dueUs is null || (life.AnsweredAtUs ?? life.ClosedAtUs) <= dueUs;
}
