using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>The reports that joined an issue, as a grid counted them: all at once, for a storm's are thousands.</summary>
public sealed record JoinedCount(ByteString ReportId, CountedReport Report)
{
    public static ReadQuery<JoinedCount> Of(string grid, string issueId) => new(
        """
        select report_id, seq, local_date, category, unit, outcome, withdrawn_seq, issue_id, reviewed, observed_at_us from report
        where issue_id = @issue and outcome = 2 and grid = @grid order by seq
        """,
        row => new JoinedCount(ByteString.CopyFrom(row.GetFieldValue<byte[]>(0)), new CountedReport(
            (ulong)row.GetInt64(1), row.GetInt32(2), row.GetString(3), row.GetString(4), (Outcome)row.GetInt32(5), row.GetInt64(6) > 0, row.GetString(7), row.GetBoolean(8),
            row.GetInt64(9), (ulong)row.GetInt64(6))),
        ("issue", issueId), ("grid", grid));
}
