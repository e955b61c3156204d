namespace RealtimeGov.Domain.Figures;

/// <summary>
/// The loop's figures over any choice of issues (a region, a unit, a category, a month) as of one moment. Counts are exact;
/// a rate is null where nothing is to be divided by. Its formulas stand in docs/loop.md.
/// </summary>
public sealed record IssueFigures
{
    private const int SatisfiedFrom = 4;

    public int Opened { get; private set; }

    public int Accepted { get; private set; }

    public int Declined { get; private set; }

    public int Closed { get; private set; }

    public int SolvedByFinder { get; private set; }

    public int HandedUp { get; private set; }

    public int ClosedAfterHandUp { get; private set; }

    public int ClosedWhereItArose { get; private set; }

    public int Returned { get; private set; }

    public int Reopened { get; private set; }

    /// <summary>Accepted, and the limit has passed by the moment, closed or not.</summary>
    public int Due { get; private set; }

    public int ClosedOfDue { get; private set; }

    public int OnTimeOfDue { get; private set; }

    /// <summary>Closed, and answered within the limit as suspension and extension moved it; without a limit always.</summary>
    public int OnTime { get; private set; }

    /// <summary>The same by the limit as it was set first.</summary>
    public int OnTimeRaw { get; private set; }

    public int OverdueOpen { get; private set; }

    public int YellowCards { get; private set; }

    public int RedCards { get; private set; }

    public int Rated { get; private set; }

    /// <summary>Ratings of 4 and 5.</summary>
    public int Satisfied { get; private set; }

    /// <summary>From the opening to a person's first step.</summary>
    public DurationFigures Response { get; private set; }

    /// <summary>From the opening to the closing.</summary>
    public DurationFigures TimeToClose { get; private set; }

    /// <summary>结案率: closed / accepted.</summary>
    public double? ClosureOfAccepted => Rate(Closed, Accepted);

    /// <summary>应结案率: closed of those due / due.</summary>
    public double? ClosureOfDue => Rate(ClosedOfDue, Due);

    /// <summary>按期结案率: on time of those due / due.</summary>
    public double? OnTimeRateOfDue => Rate(OnTimeOfDue, Due);

    /// <summary>On time / (closed + overdue open): what is overdue and open counts against it at once.</summary>
    public double? OnTimeRate => Rate(OnTime, Closed + OverdueOpen);

    public double? OnTimeRateRaw => Rate(OnTimeRaw, Closed + OverdueOpen);

    public double? ShareSolvedByFinder => Rate(SolvedByFinder, Accepted);

    public double? ShareClosedWhereItArose => Rate(ClosedWhereItArose, Closed);

    public double? Satisfaction => Rate(Satisfied, Rated);

    public static IssueFigures Of(IEnumerable<IssueLife> lives, long asOfUs)
    {
        var figures = new IssueFigures();
        var (counts, responses, closings) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<long>(), new List<long>());
        foreach (var life in lives.Where(life => life.CountsItself))
        {
            foreach (var (name, has) in FigureMembers.ByName)
                if (has(life, asOfUs)) counts[name] = counts.GetValueOrDefault(name) + 1;
            (figures.YellowCards, figures.RedCards) = (figures.YellowCards + (int)life.YellowCards, figures.RedCards + (int)life.RedCards);
            if (FigureMembers.IsAccepted(life))
                (figures.Rated, figures.Satisfied) = (figures.Rated + life.Scores.Count, figures.Satisfied + life.Scores.Count(score => score >= SatisfiedFrom));
            if (life.RespondedAtUs is { } responded) responses.Add(responded - life.OpenedAtUs);
            if (life is { AcceptedAtUs: not null, ClosedAtUs: { } closed }) closings.Add(closed - life.OpenedAtUs);
        }
        figures.Take(counts);
        (figures.Response, figures.TimeToClose) = (DurationFigures.Of(responses), DurationFigures.Of(closings));
        return figures;
    }

    private void Take(Dictionary<string, int> counts)
    {
        (Opened, Declined, Accepted, Closed) = (Of("opened"), Of("declined"), Of("accepted"), Of("closed"));
        (Due, ClosedOfDue, OnTimeOfDue, OverdueOpen) = (Of("due"), Of("closedOfDue"), Of("onTimeOfDue"), Of("overdueOpen"));
        (OnTime, OnTimeRaw, SolvedByFinder, ClosedWhereItArose) = (Of("onTime"), Of("onTimeRaw"), Of("solvedByFinder"), Of("closedWhereItArose"));
        (HandedUp, ClosedAfterHandUp, Returned, Reopened) = (Of("handedUp"), Of("closedAfterHandUp"), Of("returned"), Of("reopened"));

        int Of(string figure) => counts.GetValueOrDefault(figure);
    }

    private static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
