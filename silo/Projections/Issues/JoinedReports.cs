using Google.Protobuf;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>The reports that joined an issue and count, in the order in which they came.</summary>
public static class JoinedReports
{
    /// <summary>So many of them become the issue's own when its clocks are set: a storm's. Later ones come by message.</summary>
    public const int Max = 5_000;

    public static ReadQuery<IssueReport> Of(string issueId) => new(
        "select report_id, received_at_us, origin, unit from report where issue_id = @issue and outcome = 2 and withdrawn_seq = 0 order by received_at_us, report_id limit @limit",
        row => new IssueReport
        {
            ReportId = ByteString.CopyFrom(row.GetFieldValue<byte[]>(0)), ReceivedAtUs = row.GetInt64(1), Origin = (Origin)row.GetInt32(2), Unit = row.GetString(3),
        },
        ("issue", issueId), ("limit", Max));
}
