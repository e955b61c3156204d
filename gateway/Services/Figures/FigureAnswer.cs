using RealtimeGov.Domain.Figures;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;

namespace RealtimeGov.Gateway.Figures;

/// <summary>The loop's figures of one choice of issues; docs/loop.md has the formula of each.</summary>
internal sealed record FigureAnswer(
    string Region, string From, string Until, string AsOf, int Opened, int Declined, int Accepted, int Closed, int Due, int ClosedOfDue, int OnTimeOfDue, int OnTime,
    int OnTimeRaw, int OverdueOpen, int SolvedByFinder, int ClosedWhereItArose, int HandedUp, int ClosedAfterHandUp, int Returned, int Reopened, int YellowCards,
    int RedCards, int Ratings, int Satisfied, double? ClosureOfAccepted, double? ClosureOfDue, double? OnTimeRateOfDue, double? OnTimeRate, double? OnTimeRateRaw,
    double? ShareSolvedByFinder, double? ShareClosedWhereItArose, double? Satisfaction, DurationAnswer Response, DurationAnswer TimeToClose)
{
    public static FigureAnswer Of(FigureQuestion asked, IssueFigures f) => new(
        asked.Region, LocalDay.Format(asked.FromDay), LocalDay.Format(asked.UntilDay), Iso.Time(asked.AsOfUs), f.Opened, f.Declined, f.Accepted, f.Closed, f.Due,
        f.ClosedOfDue, f.OnTimeOfDue, f.OnTime, f.OnTimeRaw, f.OverdueOpen, f.SolvedByFinder, f.ClosedWhereItArose, f.HandedUp, f.ClosedAfterHandUp, f.Returned, f.Reopened,
        f.YellowCards, f.RedCards, f.Rated, f.Satisfied, f.ClosureOfAccepted, f.ClosureOfDue, f.OnTimeRateOfDue, f.OnTimeRate, f.OnTimeRateRaw, f.ShareSolvedByFinder,
        f.ShareClosedWhereItArose, f.Satisfaction, DurationAnswer.Of(f.Response), DurationAnswer.Of(f.TimeToClose));
}

/// <summary>In whole seconds; null of none.</summary>
internal sealed record DurationAnswer(int Count, long? P50S, long? P90S)
{
    public static DurationAnswer Of(DurationFigures durations) => new(durations.Count, durations.P50Us / Instant.SecondUs, durations.P90Us / Instant.SecondUs);
}

/// <summary>The issues that a figure counts.</summary>
/// <param name="Next">What the next page is asked with as `after`; null at the end.</param>
internal sealed record FigureIssues(string Figure, int Count, IReadOnlyList<FigureIssue> Issues, string? Next);

internal sealed record FigureIssue(
    string IssueId, string GridCode, string Category, string OpenedAt, string? AcceptedAt, string? AnsweredAt, string? ClosedAt, string? Due, string? RawDue)
{
    public static FigureIssue Of(string id, IssueLife life) => new(
        id, life.GridCode, life.Category, Iso.Time(life.OpenedAtUs), At(life.AcceptedAtUs), At(life.AnsweredAtUs), At(life.ClosedAtUs), At(life.DueUs), At(life.RawDueUs));

    private static string? At(long? us) => us is { } at ? Iso.Time(at) : null;
}
