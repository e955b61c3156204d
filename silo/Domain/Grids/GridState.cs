using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What a grid knows: the fold of its journal, and of its days those that were opened. It changes by events alone.
/// </summary>
public sealed class GridState(string code)
{
    private readonly Dictionary<DayKey, Tally> days = [];

    public string Code => code;

    /// <summary>The seq of the last event folded in; 0 when there was none.</summary>
    public ulong Seq { get; private set; }

    /// <summary>The number of the issue opened last.</summary>
    public ulong IssuesOpened { get; private set; }

    public OpenIssues Issues { get; } = new();

    public KnownIds Known { get; } = new();

    public KnownIds Refused { get; } = new();

    /// <summary>Reports withdrawn since the state was loaded: what came before, the store knows. No part of a snapshot.</summary>
    public KnownIds Withdrawn { get; } = new();

    /// <summary>The days in memory. A day that is not is read from the store before a decision touches it.</summary>
    public IReadOnlyDictionary<DayKey, Tally> Days => days;

    /// <summary>The id of the grid's issue of a number; "" for 0, which is none.</summary>
    public string IdOf(ulong issue) => issue == 0 ? "" : IssueId.Format(code, issue);

    /// <summary>The number of one of the grid's own issues; 0 for "" and for whatever else.</summary>
    public ulong FindNumber(string issueId) => IssueId.TryParse(issueId, out var id) && id.GridCode == code ? id.Number : 0;

    public void OpenDay(DayKey key, Tally tally) => days[key] = tally;

    public void CloseDay(DayKey key) => days.Remove(key);

    public void Apply(ulong seq, GridEvent e)
    {
        if (seq != Seq + 1) throw new InvalidOperationException($"grid {code}: event {seq} after {Seq}");
        Seq = seq;
        switch (e.KindCase)
        {
            case GridEvent.KindOneofCase.Accepted: Accept(seq, e.Accepted); break;
            case GridEvent.KindOneofCase.Refused: Refuse(seq, e.Refused); break;
            case GridEvent.KindOneofCase.Withdrawn: Withdraw(seq, e.Withdrawn); break;
            default: throw new InvalidOperationException($"grid {code}: event {seq} is of a kind this program does not know");
        }
    }

    public GridSnapshot ToSnapshot()
    {
        var snapshot = new GridSnapshot { IssuesOpened = IssuesOpened };
        foreach (var (number, issue) in Issues.All)
            snapshot.OpenIssues.Add(new OpenIssue { IssueId = IdOf(number), Category = issue.Category, ObservedAtUs = issue.ObservedAtUs, Seq = issue.Seq });
        snapshot.Known.AddRange(ToMessages(Known));
        snapshot.Refused.AddRange(ToMessages(Refused));
        return snapshot;
    }

    public static GridState From(string code, ulong seq, GridSnapshot snapshot)
    {
        var state = new GridState(code) { Seq = seq, IssuesOpened = snapshot.IssuesOpened };
        state.Issues.EnsureCapacity(WithRoom(snapshot.OpenIssues.Count));
        foreach (var issue in snapshot.OpenIssues)
            state.Issues.Add(state.NumberOf(issue.IssueId), new OpenIssueFacts(issue.Category, issue.ObservedAtUs, issue.Seq));
        state.Recall(state.Known, snapshot.Known);
        state.Recall(state.Refused, snapshot.Refused);
        return state;
    }

    private void Accept(ulong seq, ReportAccepted e)
    {
        var id = ReportIds.FromBytes(e.ReportId);
        Known.Add(id, new Known(NumberOf(e.IssueId), e.ReceivedAtUs));
        Forget(e.ReceivedAtUs);
        if (e.Outcome == Outcome.Opened)
        {
            IssuesOpened = NumberOf(e.IssueId);
            Issues.Add(IssuesOpened, new OpenIssueFacts(e.Category, e.ObservedAtUs, seq));
        }
        if (!days.TryGetValue(DayKey.Place(e.LocalDate), out var place) & !days.TryGetValue(new DayKey(e.LocalDate, e.Unit), out var found)) return;
        var item = new FeedItem { ReportId = ReportIds.Format(id), Category = e.Category, GridCode = code, ObservedAtUs = e.ObservedAtUs };
        place?.Accept(seq, e.Outcome, e.Category, item);
        if (e.Unit.Length > 0) found?.Accept(seq, e.Outcome, e.Category, item);
    }

    private void Refuse(ulong seq, ReportRefused e)
    {
        Refused.Add(ReportIds.FromBytes(e.ReportId), new Known(0, e.ReceivedAtUs));
        Forget(e.ReceivedAtUs);
        if (days.TryGetValue(DayKey.Place(e.LocalDate), out var place)) place.Refuse(seq);
    }

    // Its issue stays as it is: what becomes of that is decided apart.
    private void Withdraw(ulong seq, ReportWithdrawn e)
    {
        Withdrawn.Add(ReportIds.FromBytes(e.ReportId), new Known(0, e.AtUs));
        Forget(e.AtUs);
        if (days.TryGetValue(DayKey.Place(e.LocalDate), out var place)) place.Withdraw(seq, e.Outcome, e.Category);
        if (e.Unit.Length > 0 && days.TryGetValue(new DayKey(e.LocalDate, e.Unit), out var found)) found.Withdraw(seq, e.Outcome, e.Category);
    }

    private ulong NumberOf(string issueId) => issueId.Length == 0 ? 0 : FindNumber(issueId) switch
    {
        0 => throw new InvalidOperationException($"grid {code}: its journal names issue {issueId}"),
        var number => number,
    };

    private void Forget(long nowUs)
    {
        var oldest = nowUs - KnownIds.Days * Instant.DayUs;
        Known.ForgetBefore(oldest);
        Refused.ForgetBefore(oldest);
        Withdrawn.ForgetBefore(oldest);
    }

    private IEnumerable<KnownId> ToMessages(KnownIds ids) => ids.All.Select(known => new KnownId
    {
        ReportId = ReportIds.ToBytes(known.Key),
        IssueId = IdOf(known.Value.Issue),
        ReceivedAtUs = known.Value.ReceivedAtUs,
    });

    private void Recall(KnownIds ids, IReadOnlyCollection<KnownId> known)
    {
        ids.EnsureCapacity(WithRoom(known.Count));
        foreach (var id in known.OrderBy(k => k.ReceivedAtUs)) ids.Add(ReportIds.FromBytes(id.ReportId), new Known(NumberOf(id.IssueId), id.ReceivedAtUs));
    }

    // For what the events after the snapshot add.
    private static int WithRoom(int count) => count + count / 4;
}
