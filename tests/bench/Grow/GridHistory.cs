using Google.Protobuf;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Grow;

/// <summary>
/// One grid's year as appends of one day each, folded by the domain's own state, so that its day rows and its snapshot
/// are what the grid's grain would have left.
/// </summary>
/// <param name="firstUs">The instant of the first report; the rest follow evenly, <paramref name="stepUs"/> apart.</param>
/// <param name="issueEvery">One report in so many opens an issue; the others were solved on the spot.</param>
internal sealed class GridHistory(string grid, ReportMaker maker, int reports, long firstUs, double stepUs, double issueEvery, int snapshotAt)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly GridState state = new(grid);
    private long appends;

    /// <summary>The state when the grain would have kept it last; the events after it are the tail that waking replays.</summary>
    public (ulong Seq, byte[] State)? Snapshot { get; private set; }

    public int IssuesOpened => (int)state.IssuesOpened;

    public IEnumerable<Append> Days(long incarnation)
    {
        for (var next = 0; next < reports;)
        {
            var day = DayOf(next);
            var key = DayKey.Place(day);
            state.OpenDay(key, new Tally());
            var (firstSeq, events, issues, claims, rows) = (state.Seq + 1, new List<JournalEvent>(), new List<StreamSlice>(), new List<Claim>(), new ReadRows());
            for (; next < reports && DayOf(next) == day; next++) Add(Accept(next, day), events, issues, claims, rows);
            var tally = state.Days[key];
            rows.Add(DayTallyProjection.Row(grid, key, tally.Freeze()));
            state.CloseDay(key);
            yield return new Append(incarnation, ++appends, Envelope.Unknown, [new StreamSlice($"grid/{grid}", firstSeq, events), .. issues], claims, rows);
        }
    }

    private long InstantUs(int index) => firstUs + (long)(index * stepUs);

    private int DayOf(int index) => LocalDay.Of(InstantUs(index), zone);

    private ReportAccepted Accept(int index, int day)
    {
        var report = maker.Next(grid);
        var opens = (int)((index + 1) / issueEvery) > (int)(index / issueEvery);
        return new ReportAccepted
        {
            ReportId = ReportIds.ToBytes(Guid.Parse(report.ReportId)),
            LocalDate = day,
            Category = report.Category,
            Outcome = opens ? Outcome.Opened : Outcome.Recorded,
            IssueId = opens ? IssueId.Format(grid, state.IssuesOpened + 1) : "",
            Origin = Origin.Import,
            Disposition = opens ? Disposition.Handle : Disposition.SolvedOnSpot,
            ObservedAtUs = InstantUs(index),
            ReceivedAtUs = InstantUs(index) + Instant.SecondUs,
        };
    }

    private void Add(ReportAccepted accepted, List<JournalEvent> events, List<StreamSlice> issues, List<Claim> claims, ReadRows rows)
    {
        var seq = state.Seq + 1;
        var e = new GridEvent { Accepted = accepted };
        state.Apply(seq, e);
        if ((int)seq == snapshotAt) Snapshot = (seq, state.ToSnapshot().ToByteArray());
        var content = Contents.Of(maker.Next(grid), accepted.Category, grid);
        events.Add(new JournalEvent("ReportAccepted", e.ToByteArray(), new ContentRow("", accepted.LocalDate, content.ToByteArray())));
        claims.Add(new Claim(ReportIds.FromBytes(accepted.ReportId), grid, accepted.IssueId, Refused: false));
        rows.Add(ReportProjection.Row(grid, seq, accepted));
        if (accepted.Outcome != Outcome.Opened) return;
        var opened = new IssueOpened
        {
            GridCode = grid,
            Category = accepted.Category,
            ReportId = accepted.ReportId,
            ObservedAtUs = accepted.ObservedAtUs,
            OpenedAtUs = accepted.ReceivedAtUs,
        };
        issues.Add(new StreamSlice($"issue/{accepted.IssueId}", 1, [new JournalEvent("IssueOpened", new IssueEvent { Opened = opened }.ToByteArray())]));
        rows.Add(IssueProjection.Row(accepted.IssueId, 1, opened, IssueState.Open));
    }
}
