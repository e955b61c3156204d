using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>What an issue tells its grid: reports that review declined, and whether it takes more of them.</summary>
public static partial class GridDecider
{
    /// <summary>The reports that notices take back.</summary>
    public static IEnumerable<Google.Protobuf.ByteString> DeclinedBy(IEnumerable<GridNotice> notices) =>
        notices.SelectMany(notice => notice.Declined?.ReportIds ?? []).Distinct();

    /// <summary>
    /// The events that one message of an issue leads to, the last of which says that it was received. What was withdrawn before,
    /// or counts in another grid, is left as it is.
    /// </summary>
    /// <param name="message">Its number.</param>
    /// <param name="counted">Each declined report as it is durable; null where this grid never counted it.</param>
    /// <param name="facts">Of the issue, where it is to be open again; null where nothing is known of it.</param>
    /// <exception cref="NotSupportedException">A notice of a kind that grids do not take.</exception>
    public static IReadOnlyList<GridEvent> TakeNotices(
        GridState state, string issueId, ulong message, IReadOnlyList<GridNotice> notices, long atUs,
        Func<Google.Protobuf.ByteString, CountedReport?> counted, OpenIssueFacts? facts)
    {
        var events = new List<GridEvent>();
        var noticed = new IssueNoticed { IssueId = issueId, Message = message, AtUs = atUs };
        foreach (var notice in notices)
            switch (notice.KindCase)
            {
                case GridNotice.KindOneofCase.Declined:
                    foreach (var id in notice.Declined.ReportIds)
                        if (Withdraw(state, WithdrawalOf(id, notice.Declined, atUs), counted(id)).Event is { } withdrawn) events.Add(withdrawn);
                    break;
                case GridNotice.KindOneofCase.Left:
                    noticed.Place = IssuePlace.Left;
                    break;
                case GridNotice.KindOneofCase.Returned:
                    if (facts is null) break;
                    (noticed.Place, noticed.Category) = (IssuePlace.Open, notice.Returned.Category);
                    (noticed.ObservedAtUs, noticed.ReportSeq) = (facts.Value.ObservedAtUs, facts.Value.Seq);
                    break;
                default:
                    throw new NotSupportedException($"{issueId} tells its grid {notice.KindCase}, which no grid takes yet");
            }
        return [.. events.DistinctBy(e => e.Withdrawn.ReportId), new GridEvent { Noticed = noticed }];
    }

    private static WithdrawReport WithdrawalOf(Google.Protobuf.ByteString id, ReportsDeclined declined, long atUs) => new()
    {
        ReportId = ReportIds.Format(ReportIds.FromBytes(id)),
        Reviewer = declined.Reviewer.Length > 0 ? declined.Reviewer : "system", // declined with the issue that it joined
        Reason = declined.Reason.ToString(),
        AtUs = atUs,
    };
}
