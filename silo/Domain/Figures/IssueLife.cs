using RealtimeGov.Protos;
using Kind = RealtimeGov.Protos.IssueEvent.KindOneofCase;

namespace RealtimeGov.Domain.Figures;

/// <summary>What the figures need of one issue, as of a moment: the fold of its events up to then.</summary>
public sealed class IssueLife
{
    public string Category { get; private set; } = "";

    public string GridCode { get; private set; } = "";

    /// <summary>The trade whose steward found it; empty when none.</summary>
    public string Trade { get; private set; } = "";

    public Origin Origin { get; private set; }

    /// <summary>Who works on it, or did last.</summary>
    public string Holder { get; private set; } = "";

    public long OpenedAtUs { get; private set; }

    /// <summary>Null until accepted; an issue that was declined and accepted on appeal is accepted.</summary>
    public long? AcceptedAtUs { get; private set; }

    public long? DeclinedAtUs { get; private set; }

    /// <summary>When a person first did something about it.</summary>
    public long? RespondedAtUs { get; private set; }

    public long? AnsweredAtUs { get; private set; }

    /// <summary>Null while it is open, and again from when it was reopened.</summary>
    public long? ClosedAtUs { get; private set; }

    /// <summary>When its answer is due, moved by suspension and extension; null: no limit.</summary>
    public long? DueUs { get; private set; }

    /// <summary>The same as it was set first.</summary>
    public long? RawDueUs { get; private set; }

    public LoopLevel LevelArose { get; private set; }

    public LoopLevel Level { get; private set; }

    public bool SolvedByFinder { get; private set; }

    public uint HandedUp { get; private set; }

    public uint Returned { get; private set; }

    public uint Reopened { get; private set; }

    public uint YellowCards { get; private set; }

    public uint RedCards { get; private set; }

    public List<int> Scores { get; } = [];

    /// <summary>A part is counted with its whole, and a joined issue with its parent.</summary>
    public bool CountsItself { get; private set; } = true;

    /// <param name="untilUs">Events after this moment have not happened yet.</param>
    /// <returns>Null when it was not open by then.</returns>
    public static IssueLife? Of(IEnumerable<IssueEvent> events, long untilUs)
    {
        IssueLife? life = null;
        foreach (var e in events)
        {
            if (e.KindCase == Kind.Opened)
            {
                if (e.Opened.OpenedAtUs <= untilUs) life = new IssueLife(e.Opened);
            }
            else if (e.AtUs <= untilUs) life?.Apply(e);
        }
        return life;
    }

    private IssueLife(IssueOpened opened)
    {
        (Category, GridCode, Trade, Origin) = (opened.Category, opened.GridCode, opened.Unit, opened.Origin);
        (OpenedAtUs, CountsItself) = (opened.OpenedAtUs, opened.PartOf.Length == 0);
    }

    private void Apply(IssueEvent e)
    {
        if (e.By.Length > 0) RespondedAtUs ??= e.AtUs;
        switch (e.KindCase)
        {
            case Kind.Accepted: (AcceptedAtUs, DeclinedAtUs) = (AcceptedAtUs ?? e.AtUs, null); break;
            case Kind.Declined: DeclinedAtUs = e.AtUs; break;
            case Kind.Classified: Category = e.Classified.Category; break;
            case Kind.GridCorrected: GridCode = e.GridCorrected.ToGrid; break;
            case Kind.Routed: Hold(e.Routed.Lead, e.Routed.Level); break;
            case Kind.Claimed: Hold(e.Claimed.Unit, e.Claimed.Level); break;
            case Kind.HandedOn:
                if (e.HandedOn.ToLevel > e.HandedOn.FromLevel) HandedUp++;
                Hold(e.HandedOn.ToUnit, e.HandedOn.ToLevel);
                break;
            case Kind.HandedBack: Returned++; break;
            case Kind.Resolved: SolvedByFinder = e.Resolved.ByFinder; break;
            case Kind.Answered: AnsweredAtUs = e.Answered.Late ? AnsweredAtUs : e.AtUs; break;
            case Kind.Rated: Scores.Add(e.Rated.Score); break;
            case Kind.Closed: ClosedAtUs = e.AtUs; break;
            case Kind.Reopened:
                (AnsweredAtUs, ClosedAtUs, SolvedByFinder) = (null, null, false);
                Reopened++;
                break;
            case Kind.Joined: CountsItself = false; break;
            case Kind.LeftParent: CountsItself = true; break;
            case Kind.Card: _ = e.Card.Colour == CardColour.Red ? RedCards++ : YellowCards++; break;
            case Kind.ClockSet when e.ClockSet.Clock == IssueClock.Whole: (DueUs, RawDueUs) = (e.ClockSet.DueUs, e.ClockSet.RawDueUs); break;
        }
    }

    private void Hold(string unit, LoopLevel level)
    {
        (Holder, Level) = (unit, level);
        if (LevelArose == LoopLevel.Unspecified) LevelArose = level;
    }
}
