using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections.Issues;

/// <summary>The issue that a report belongs to now: one that had joined wrongly was split off since.</summary>
public static class ReportedIssue
{
    /// <param name="grid">That received it.</param>
    public static ReadQuery<string> Of(string grid, byte[] reportId) =>
        new("select issue_id from report where grid = @grid and report_id = @id", row => row.GetString(0), ("grid", grid), ("id", reportId));

    /// <summary>The same where it is known on which local day it counts; days since 1970-01-01.</summary>
    public static ReadQuery<string> Of(string grid, int date, byte[] reportId) => new(
        "select issue_id from report where grid = @grid and local_date = @date and report_id = @id", row => row.GetString(0), ("grid", grid), ("date", date), ("id", reportId));
}
