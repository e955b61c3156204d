using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>A valid report that an enrolled device sent, as a review of all that it sent needs it.</summary>
/// <param name="IssueId">The issue that it opened or joined; empty where it was only recorded.</param>
/// <param name="OthersJoined">Reports that others sent, joined to its issue, and that count.</param>
public sealed record DeviceReport(Guid ReportId, string Grid, int LocalDate, string Category, Outcome Outcome, string IssueId, bool IsWithdrawn, long ReceivedAtUs, long OthersJoined)
{
    /// <summary>
    /// Of some days, the oldest first. A device reports as its steward: the steward's contents of those days are found by their index, and their events'
    /// envelopes tell which of them the device sent.
    /// </summary>
    public static ReadQuery<DeviceReport> Of(string device, string steward, int from, int until, int limit) => new(
        """
        select r.report_id, r.grid, r.local_date, r.category, r.outcome, r.issue_id, r.withdrawn_seq, r.received_at_us,
          (select count(*) from report o join journal oj on oj.stream = 'grid/' || o.grid and oj.seq = o.seq
           where o.issue_id = r.issue_id and o.outcome = 2 and o.withdrawn_seq = 0 and not (oj.principal_kind = 'device' and oj.principal_id = @device))
        from content c
          join journal j on j.stream = c.stream and j.seq = c.seq
          join report r on 'grid/' || r.grid = c.stream and r.grid = substr(c.stream, 6) and r.local_date = c.local_date and r.seq = c.seq
        where c.reporter = @steward and c.reporter <> '' and c.local_date >= @from and c.local_date <= @until
          and j.principal_kind = 'device' and j.principal_id = @device
        order by r.received_at_us, r.report_id limit @limit
        """,
        row => new DeviceReport(
            new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetString(1), row.GetInt32(2), row.GetString(3), (Outcome)row.GetInt32(4), row.GetString(5),
            row.GetInt64(6) > 0, row.GetInt64(7), row.GetInt64(8)),
        ("device", device), ("steward", steward), ("from", from), ("until", until), ("limit", limit));
}

/// <summary>Who sent a report that counts in a grid.</summary>
public sealed record ReportSender(string PrincipalKind, string PrincipalId)
{
    /// <param name="reportId">16 bytes, big-endian.</param>
    public static ReadQuery<ReportSender> Of(string grid, byte[] reportId) => new(
        "select j.principal_kind, j.principal_id from report r join journal j on j.stream = 'grid/' || r.grid and j.seq = r.seq where r.grid = @grid and r.report_id = @id",
        row => new ReportSender(row.GetString(0), row.GetString(1)), ("grid", grid), ("id", reportId));
}
