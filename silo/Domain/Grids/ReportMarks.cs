namespace RealtimeGov.Domain.Grids;

/// <summary>
/// What became of reports since the state was loaded: the store may not have it yet. What came before, the store knows; so
/// it is no part of a snapshot, and is forgotten long after it is durable.
/// </summary>
public sealed class ReportMarks
{
    private readonly Dictionary<Guid, (ReportMark Mark, long AtUs)> byId = [];
    private readonly Queue<Guid> order = new();

    public void Set(Guid id, ReportMark mark, long atUs)
    {
        var issueId = mark.IssueId ?? (byId.TryGetValue(id, out var before) ? before.Mark.IssueId : null);
        byId[id] = (mark with { IssueId = issueId }, atUs);
        order.Enqueue(id);
    }

    /// <summary>The report as it is now: what the store has, and what was decided since.</summary>
    /// <param name="counted">As the store has it; null where this grid never counted it.</param>
    public CountedReport? Now(Guid id, CountedReport? counted) => counted is null || !byId.TryGetValue(id, out var held)
        ? counted
        : counted with
        {
            IsWithdrawn = held.Mark.WithdrawnSeq > 0, WithdrawnSeq = held.Mark.WithdrawnSeq, IsReviewed = held.Mark.IsReviewed,
            IssueId = held.Mark.IssueId ?? counted.IssueId,
        };

    /// <summary>Forgets what was marked last before an instant.</summary>
    public void ForgetBefore(long instantUs)
    {
        while (order.TryPeek(out var oldest))
        {
            if (byId.TryGetValue(oldest, out var held))
            {
                if (held.AtUs >= instantUs) return; // marked again since, it stands in the order once more
                byId.Remove(oldest);
            }
            order.Dequeue();
        }
    }
}

/// <param name="WithdrawnSeq">The event that withdrew it; 0: it counts.</param>
/// <param name="IssueId">Null: as it was.</param>
public readonly record struct ReportMark(ulong WithdrawnSeq, bool IsReviewed, string? IssueId = null);
