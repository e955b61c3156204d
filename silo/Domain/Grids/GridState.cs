using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What a grid knows: the fold of its journal, and of its days those that were opened. It changes by events alone.
/// </summary>
public sealed partial class GridState(string code)
{
    private readonly Dictionary<DayKey, Tally> days = [];

    public string Code => code;

    /// <summary>The seq of the last event folded in; 0 when there was none.</summary>
    public ulong Seq { get; private set; }

    /// <summary>The number of the issue opened last.</summary>
    public ulong IssuesOpened { get; private set; }

    public OpenIssues Issues { get; } = new();

    /// <summary>What the last minutes' senders said. Content: not journalled, not in snapshots, gone when the grid wakes again.</summary>
    public RecentWords Words { get; } = new();

    public KnownIds Known { get; } = new();

    public KnownIds Refused { get; } = new();

    /// <summary>Reports withdrawn since the state was loaded: what came before, the store knows. No part of a snapshot.</summary>
    public KnownIds Withdrawn { get; } = new();

    /// <summary>By stream the number of the last message received from it.</summary>
    public Dictionary<string, ulong> Received { get; } = new(StringComparer.Ordinal);

    /// <summary>The days in memory. A day that is not is read from the store before a decision touches it.</summary>
    public IReadOnlyDictionary<DayKey, Tally> Days => days;

    /// <summary>The id of the grid's issue of a number; "" for 0, which is none.</summary>
    public string IdOf(ulong issue) => issue == 0 ? "" : IssueId.Format(code, issue);

    /// <summary>The number of one of the grid's own issues; 0 for "" and for whatever else.</summary>
    public ulong FindNumber(ReadOnlySpan<char> issueId) => IssueId.TryParseNumber(issueId, code, out var number) ? number : 0;

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
            case GridEvent.KindOneofCase.Noticed: Notice(e.Noticed); break;
            default: throw new InvalidOperationException($"grid {code}: event {seq} is of a kind this program does not know");
        }
    }

    private void Accept(ulong seq, ReportAccepted e)
    {
        var id = ReportIds.FromBytes(e.ReportId);
        Known.Add(id, new Known(NumberOf(e.IssueId), e.ReceivedAtUs, e.ContentMark));
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

    private void Notice(IssueNoticed e)
    {
        Received[$"issue/{e.IssueId}"] = e.Message;
        var number = FindNumber(e.IssueId);
        if (number == 0) return;
        if (e.Place == IssuePlace.Left) Issues.Remove(number);
        else if (e.Place == IssuePlace.Open && !Issues.Contains(number)) Issues.Add(number, new OpenIssueFacts(e.Category, e.ObservedAtUs, e.ReportSeq));
    }

    private ulong NumberOf(ReadOnlySpan<char> issueId) => issueId.IsEmpty ? 0 : FindNumber(issueId) switch
    {
        0 => throw new InvalidDataException($"grid {code}: its journal names issue {issueId}"),
        var number => number,
    };

    private void Forget(long nowUs)
    {
        var oldest = nowUs - KnownIds.Days * Instant.DayUs;
        Known.ForgetBefore(oldest);
        Refused.ForgetBefore(oldest);
        Withdrawn.ForgetBefore(oldest);
    }
}
