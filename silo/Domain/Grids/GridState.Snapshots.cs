using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

public sealed partial class GridState
{
    public GridSnapshot ToSnapshot()
    {
        var snapshot = new GridSnapshot { IssuesOpened = IssuesOpened };
        foreach (var (number, issue) in Issues.All)
            snapshot.OpenIssues.Add(new OpenIssue { IssueId = IdOf(number), Category = issue.Category, ObservedAtUs = issue.ObservedAtUs, Seq = issue.Seq, Reviewed = issue.IsReviewed });
        snapshot.Known.AddRange(ToMessages(Known));
        snapshot.Refused.AddRange(ToMessages(Refused));
        foreach (var (stream, seq) in Received) snapshot.Received.Add(new MessagePosition { Stream = stream, Seq = seq });
        return snapshot;
    }

    /// <summary>The state as a serialised <see cref="GridSnapshot"/> tells it.</summary>
    /// <param name="seq">The seq of the last event in it.</param>
    /// <param name="toCome">Events that are to be applied to it at once: room is made for what they add.</param>
    /// <exception cref="InvalidDataException">The bytes are no snapshot of this grid.</exception>
    public static GridState From(string code, ulong seq, ReadOnlySpan<byte> snapshot, int toCome = 0)
    {
        var state = new GridState(code) { Seq = seq };
        new SnapshotReader(state, toCome).Read(snapshot);
        return state;
    }

    private IEnumerable<KnownId> ToMessages(KnownIds ids) => ids.All.Select(known => new KnownId
    {
        ReportId = ReportIds.ToBytes(known.Key),
        IssueId = IdOf(known.Value.Issue),
        ReceivedAtUs = known.Value.ReceivedAtUs,
        ContentMark = known.Value.ContentMark,
        SenderMark = known.Value.Sender,
    });
}
