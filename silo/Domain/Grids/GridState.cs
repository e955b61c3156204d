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

    /// <inheritdoc cref="ReportMarks"/>
    public ReportMarks Marks { get; } = new();

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
            case GridEvent.KindOneofCase.Refused: Refuse(e.Refused); break;
            case GridEvent.KindOneofCase.Withdrawn: Withdraw(seq, e.Withdrawn); break;
            case GridEvent.KindOneofCase.Noticed: Notice(e.Noticed); break;
            case GridEvent.KindOneofCase.Restored: Restore(e.Restored); break;
            case GridEvent.KindOneofCase.Derived: Derive(seq, e.Derived); break;
            case GridEvent.KindOneofCase.Reviewed: Review(e.Reviewed.Report, e.Reviewed.AtUs); break;
            default: throw new InvalidOperationException($"grid {code}: event {seq} is of a kind this program does not know");
        }
        DayFold.Apply(days, code, seq, e);
    }

    private void Accept(ulong seq, ReportAccepted e)
    {
        var id = ReportIds.FromBytes(e.ReportId);
        Known.Add(id, new Known(NumberOf(e.IssueId), e.ReceivedAtUs, e.ContentMark, e.SenderMark));
        Forget(e.ReceivedAtUs);
        if (e.Outcome == Outcome.Opened)
        {
            IssuesOpened = NumberOf(e.IssueId);
            Issues.Add(IssuesOpened, new OpenIssueFacts(e.Category, e.ObservedAtUs, seq));
        }
    }

    private void Refuse(ReportRefused e)
    {
        Refused.Add(ReportIds.FromBytes(e.ReportId), new Known(0, e.ReceivedAtUs));
        Forget(e.ReceivedAtUs);
    }

    // Its issue stays as it is: what becomes of that is decided apart.
    private void Withdraw(ulong seq, ReportWithdrawn e)
    {
        Marks.Set(ReportIds.FromBytes(e.ReportId), new ReportMark(seq, IsReviewed: true), e.AtUs);
        Forget(e.AtUs);
    }

    private void Restore(ReportRestored e)
    {
        Marks.Set(ReportIds.FromBytes(e.ReportId), new ReportMark(0, IsReviewed: true), e.AtUs);
        Forget(e.AtUs);
    }

    private void Derive(ulong seq, IssueDerived e)
    {
        IssuesOpened = NumberOf(e.IssueId);
        // A part lies nowhere: there is no content at the seq of its own event.
        Issues.Add(IssuesOpened, new OpenIssueFacts(e.Category, e.ObservedAtUs, e.ReportSeq > 0 ? e.ReportSeq : seq));
        if (e.ReportId.Length > 0) Marks.Set(ReportIds.FromBytes(e.ReportId), new ReportMark(e.WithdrawnSeq, e.Reviewed, e.IssueId), e.AtUs);
    }

    private void Notice(IssueNoticed e)
    {
        Received[$"issue/{e.IssueId}"] = e.Message;
        foreach (var report in e.Reviewed) Review(report, e.AtUs);
        if (FindNumber(e.IssueId) is not 0 and var number) Move(number, e);
    }

    private void Review(ReportReviewed report, long atUs)
    {
        Marks.Set(ReportIds.FromBytes(report.ReportId), new ReportMark(0, IsReviewed: true), atUs);
        Forget(atUs);
    }

    private void Move(ulong number, IssueNoticed e)
    {
        if (e.Place == IssuePlace.Left) Issues.Remove(number);
        else if (e.Place == IssuePlace.Open && !Issues.Contains(number)) Issues.Add(number, new OpenIssueFacts(e.Category, e.ObservedAtUs, e.ReportSeq));
        if (e.IsReviewed) Issues.Review(number);
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
        Marks.ForgetBefore(oldest);
    }
}
