using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>Gathers one command's decisions into one append over the grid's stream and those of the issues it opens.</summary>
internal sealed class GridDraft(GridState state)
{
    private readonly ulong firstSeq = state.Seq + 1;
    private readonly List<JournalEvent> events = [];
    private readonly List<StreamSlice> issues = [];
    private readonly List<Claim> claims = [];
    private readonly ReadRows rows = new();
    private readonly HashSet<DayKey> touched = [];

    public bool IsEmpty => events.Count == 0;

    public IReadOnlyCollection<DayKey> Touched => touched;

    /// <summary>Takes the decision, and changes the state by it at once.</summary>
    public void Add(GridDecision decision)
    {
        if (decision.Event is not { } e) return;
        var seq = state.Seq + 1;
        state.Apply(seq, e);
        if (e.KindCase == GridEvent.KindOneofCase.Accepted) Accepted(seq, e, decision);
        else Refused(e);
    }

    /// <summary>The same for a withdrawal of what was counted.</summary>
    public void Add(GridEvent e, CountedReport counted)
    {
        var seq = state.Seq + 1;
        state.Apply(seq, e);
        events.Add(new JournalEvent(e.ToByteArray()));
        rows.Withdrawals.Add(new WithdrawalRow(state.Code, counted.LocalDate, counted.Seq, seq));
        touched.UnionWith(GridDecider.DaysTouchedBy(counted));
    }

    /// <param name="days">The days touched, as they are after the decisions.</param>
    public Draft ToDraft(IEnumerable<(DayKey Key, FrozenTally Tally)> days)
    {
        foreach (var (key, tally) in days) rows.Days.Add(new DayChange(state.Code, key, tally));
        return new Draft([new StreamSlice(StreamNames.Grid(state.Code), firstSeq, events), .. issues], claims, rows);
    }

    private void Accepted(ulong seq, GridEvent e, GridDecision decision)
    {
        var report = e.Accepted;
        var content = decision.Content!;
        events.Add(new JournalEvent(e.ToByteArray(), new ContentRow(content.StewardId, report.LocalDate, content.ToByteArray()) { Photos = content.PhotoIds }));
        claims.Add(new Claim(ReportIds.FromBytes(report.ReportId), state.Code, report.IssueId, Refused: false, decision.Digest));
        rows.Reports.Add(new ReportRow(state.Code, seq, report));
        touched.Add(DayKey.Place(report.LocalDate));
        if (report.Unit.Length > 0) touched.Add(new DayKey(report.LocalDate, report.Unit));
        if (decision.Opens is not { } opens) return;
        if (content.Location is { } at) state.Issues.Place(state.IssuesOpened, at.Latitude, at.Longitude);
        issues.Add(new StreamSlice(StreamNames.Issue(report.IssueId), 1, [new JournalEvent(opens.ToByteArray())]));
        rows.Issues.Add(new IssueRow(report.IssueId, 1, opens.Opened));
    }

    private void Refused(GridEvent e)
    {
        events.Add(new JournalEvent(e.ToByteArray()));
        claims.Add(new Claim(ReportIds.FromBytes(e.Refused.ReportId), state.Code, "", Refused: true));
        touched.Add(DayKey.Place(e.Refused.LocalDate));
    }
}
