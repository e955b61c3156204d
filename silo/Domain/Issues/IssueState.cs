using System.Collections.Immutable;
using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>What an issue knows: the fold of its journal. It changes by events alone.</summary>
public sealed partial class IssueState(string id)
{
    /// <summary>The name of the first stage in views.</summary>
    public const string Open = "open";

    private Dictionary<ClockKey, IssueClockState> clocks = [];

    // What grows with its reports is immutable: each decision is made on a copy, and a storm may join thousands to one issue.
    private ImmutableHashSet<string> commands = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private ImmutableHashSet<ByteString> reportIds = [];

    private uint clockVersion;
    private string lastCommand = "";
    private ulong decisionSeq;
    private ulong acceptedSeq;

    public string Id => id;

    /// <summary>Null until its first event.</summary>
    public IssueOpened? Opened { get; private set; }

    /// <summary>How many events have been folded in: what a command may expect.</summary>
    public ulong Version { get; private set; }

    public IssueStage Stage { get; private set; }

    /// <summary>The latest of the stages before it was resolved: where work goes on after ASKED, SUSPENDED and JOINED.</summary>
    public IssueStage StageBefore { get; private set; }

    /// <summary>The latest time of its events: an issue's time never goes back, whatever a machine's clock does.</summary>
    public long LastAtUs { get; private set; }

    public string Category { get; private set; } = "";

    public MatterSize Size { get; private set; }

    public Urgency Urgency { get; private set; } = Urgency.Normal;

    public LoopLevel Level { get; private set; } = LoopLevel.Village;

    public string GridCode { get; private set; } = "";

    /// <summary>The unit asked first: it owes the answer, whoever works on it.</summary>
    public string Answerable { get; private set; } = "";

    /// <summary>The unit that leads the work; empty until routed.</summary>
    public string Lead { get; private set; } = "";

    public string Supervisor { get; private set; } = "";

    /// <summary>Units that work beside the lead, and whether their share is done.</summary>
    public SortedDictionary<string, bool> Others { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The reports that are to be answered, in the order in which they came; a part has none of its own.</summary>
    public ImmutableList<IssueReport> Reports { get; private set; } = [];

    /// <summary>The ending that was told last, counted from 1.</summary>
    public uint Answer { get; private set; }

    public IssueEnding Ending { get; private set; }

    public long AnsweredAtUs { get; private set; }

    /// <summary>The first event of the decision that told the reporters last: what was written lies there. 0 while they were not told.</summary>
    public ulong AnswerSeq { get; private set; }

    /// <summary>The same of what was asked back; 0 when nothing is.</summary>
    public ulong AskedSeq { get; private set; }

    public long AskedUntilUs { get; private set; }

    /// <summary>0 until accepted.</summary>
    public long AcceptedAtUs { get; private set; }

    /// <summary>It was accepted in the decision by which it joined another issue: it counts as accepted when it leaves that.</summary>
    public bool IsAcceptedWithParent { get; private set; }

    /// <summary>0 while it is not closed.</summary>
    public long ClosedAtUs { get; private set; }

    /// <summary>Somebody accepted, declined or ended it.</summary>
    public bool IsReviewed { get; private set; }

    /// <summary>The reporters were told last before the limit of the whole.</summary>
    public bool IsAnsweredOnTime { get; private set; }

    /// <summary>Its reports were declined and have not been accepted since: they do not count.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Some report of it counts, or may: it came after the decline.</summary>
    public bool HasCounting { get; private set; } = true;

    public DeclineReason DeclinedFor { get; private set; }

    public string DeclinedBy { get; private set; } = "";

    public string ResolvedBy { get; private set; } = "";

    public bool BySolvingFinder { get; private set; }

    public string Parent { get; private set; } = "";

    public SortedSet<string> Children { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The parts it was split into; the value is true when the part has ended.</summary>
    public SortedDictionary<uint, bool> Parts { get; private set; } = [];

    public uint HandedBackTimes { get; private set; }

    public uint ReopenedTimes { get; private set; }

    public uint ExtendedTimes { get; private set; }

    public bool WasAppealed { get; private set; }

    public HardTrigger HardTrigger { get; private set; }

    public string ClaimedBy { get; private set; } = "";

    /// <summary>The person who took it over or claimed it last, while it is with that unit; empty while nobody has.</summary>
    public string Handler { get; private set; } = "";

    /// <summary>The supervisors' notes: by number the unit that wrote it; empty when answered.</summary>
    public SortedDictionary<uint, string> Notes { get; private set; } = [];

    public CardColour Card { get; private set; }

    /// <summary>By report the latest version of its content: 1 until it is amended.</summary>
    public ImmutableDictionary<string, uint> Amendments { get; private set; } = ImmutableDictionary.Create<string, uint>(StringComparer.Ordinal);

    public ImmutableDictionary<string, int> Ratings { get; private set; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    public IReadOnlyDictionary<ClockKey, IssueClockState> Clocks => clocks;

    /// <summary>Counted over all clocks, so that a ring of a clock that was stopped and started again is known as old.</summary>
    internal uint NextClockVersion => clockVersion + 1;

    public bool IsEnded => Stage is IssueStage.Closed or IssueStage.Declined;

    /// <summary>The reporters of this ending have been told.</summary>
    public bool IsAnswered => Stage is IssueStage.Answered or IssueStage.Closed or IssueStage.Declined;

    public bool IsPart => Opened is { PartOf.Length: > 0 };

    /// <summary>The stage that its work stands at, whether or not it waits just now.</summary>
    public IssueStage WorkStage => Stage is IssueStage.Asked or IssueStage.Suspended or IssueStage.Joined ? StageBefore : Stage;

    public bool HasSeen(string commandId) => commands.Contains(commandId);

    public bool HasReport(ByteString reportId) => reportIds.Contains(reportId);

    /// <summary>When its clocks ring next: two rows for a running clock at most, yellow and red.</summary>
    public IReadOnlyList<IssueDeadline> Deadlines()
    {
        var rows = new List<IssueDeadline>();
        foreach (var (key, clock) in clocks)
        {
            if (clock.IsPaused || clock.IsOver) continue;
            if (clock.YellowAtUs > 0) rows.Add(new IssueDeadline(key.Clock, key.Subject, clock.Version, CardColour.Yellow, clock.YellowAtUs));
            rows.Add(new IssueDeadline(key.Clock, key.Subject, clock.Version, CardColour.Red, clock.DueUs));
        }
        rows.Sort((a, b) => (a.AtUs, a.Clock, a.Card, a.Version).CompareTo((b.AtUs, b.Clock, b.Card, b.Version))); // one order however they were set
        return rows;
    }

    /// <summary>The first end of those clocks that somebody works against; null where none runs. It stays when it has passed.</summary>
    public long? DueUs
    {
        get
        {
            long? due = null;
            foreach (var (key, clock) in clocks)
                if (!clock.IsPaused && key.Clock is not (IssueClock.Rating or IssueClock.Recheck) && (due is null || clock.DueUs < due)) due = clock.DueUs;
            return due;
        }
    }

    /// <summary>What a view calls the stage.</summary>
    public string StageName => Stage == IssueStage.Opened ? Open : Stage.ToString().ToLowerInvariant();

    /// <summary>A report's id in its 8-4-4-4-12 form.</summary>
    public static string KeyOf(ByteString reportId) => ReportIds.Format(ReportIds.FromBytes(reportId));
}
