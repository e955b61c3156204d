using Npgsql;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>The hot queries, each served by an index (a test has the server explain them), and what their rows mean.</summary>
internal static class ReadQueries
{
    private const string Tallies = "select grid, unit, local_date, seq, invalid, opened, joined, recorded, by_category from day_tally";

    public const string Days = $"{Tallies} where local_date = $1 and unit = $2 order by grid";

    public const string DaysOf = $"{Tallies} where local_date = $1 and unit = $2 and grid = any($3) order by grid";

    public const string Day = $"{Tallies} where local_date = $1 and unit = $2 and grid = $3";

    public const string Totals = $"{Tallies} where unit = $1 order by grid";

    /// <summary>In the order of <see cref="Domain.Summaries.Newest"/>.</summary>
    public const string Newest = """
        select report_id, category, grid, observed_at_us from report
        where local_date = $1 and ($2 = '' or unit = $2) and grid = any($3)
        order by observed_at_us desc, report_id desc limit $4
        """;

    public const string Hours = """
        select greatest(0, least($5 - 1, (observed_at_us - $4) / 3600000000))::integer, count(*) from report
        where local_date = $1 and ($2 = '' or unit = $2) and grid = any($3) and withdrawn_seq = 0 group by 1
        """;

    public const string OpenIssues = "select grid, count(*) from issue where state not in ('closed', 'declined') group by grid";

    public const string Issue = """
        select issue_id, grid, category, state, report_id, observed_at_us, opened_at_us, place_unsure, possible_duplicates,
          (select count(*) from report where report.issue_id = issue.issue_id and outcome = 2 and withdrawn_seq = 0 and report.report_id <> issue.report_id)
        from issue where issue_id = $1
        """;

    public const string NamedPhotos = "select distinct photo_id from photo_reference where photo_id = any($1)";

    public const string StewardReports = """
        select count(*) from content where reporter = $1 and local_date = $2 and reporter <> ''
        and not exists (select from report where report.grid = substr(content.stream, 6) -- after grid/
          and report.local_date = content.local_date and report.seq = content.seq and report.withdrawn_seq > 0)
        """;

    /// <summary>From the newest day back, for what is withdrawn is young; an id that the grid never claimed is looked for nowhere.</summary>
    public const string Report = """
        select seq, local_date, category, unit, outcome, withdrawn_seq, issue_id, reviewed, observed_at_us from report
        where grid = $1 and report_id = $2 and exists (select from report_id claim where claim.report_id = $3 and claim.grid = $1)
        order by local_date desc, seq desc limit 1
        """;

    /// <summary>A snapshot above the head is of something that was never durable: ignored.</summary>
    public const string Snapshot = """
        select seq, state from snapshot where stream = $1
        and exists (select from journal where journal.stream = snapshot.stream and journal.seq = snapshot.seq)
        """;

    public const string Tail = "select seq, facts, cause_stream, cause_seq from journal where stream = $1 and seq > $2 order by seq";

    public const string Contents = "select seq, payload from content where stream = $1 and seq = any($2)";

    public const string Audit = "select seq, at_us, by, action, subject, before, after from audit where seq < $1 order by seq desc limit $2";

    public static DayTally ToTally(NpgsqlDataReader row)
    {
        var counts = DayCounts.Parser.ParseFrom(row.GetFieldValue<byte[]>(8).AsSpan());
        counts.Invalid = (ulong)row.GetInt64(4);
        counts.Opened = (ulong)row.GetInt64(5);
        counts.Joined = (ulong)row.GetInt64(6);
        counts.Recorded = (ulong)row.GetInt64(7);
        counts.Valid = counts.Opened + counts.Joined + counts.Recorded;
        counts.AwaitingReview = counts.Valid - counts.Reviewed;
        return new DayTally(row.GetString(0), row.GetString(1), row.GetInt32(2), counts, (ulong)row.GetInt64(3));
    }

    public static CountedReport ToCounted(NpgsqlDataReader row) => new(
        (ulong)row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetString(3), (Outcome)row.GetInt32(4), row.GetInt64(5) > 0,
        row.GetString(6), row.GetBoolean(7), row.GetInt64(8), (ulong)row.GetInt64(5));

    public static FeedItem ToFeedItem(NpgsqlDataReader row) => new()
    {
        ReportId = ToReportId(row, 0),
        Category = row.GetString(1),
        GridCode = row.GetString(2),
        ObservedAtUs = row.GetInt64(3),
    };

    public static IssueView ToIssue(NpgsqlDataReader row)
    {
        var view = new IssueView
        {
            Found = true,
            IssueId = row.GetString(0),
            GridCode = row.GetString(1),
            Category = row.GetString(2),
            State = row.GetString(3),
            ReportId = ToReportId(row, 4),
            ObservedAtUs = row.GetInt64(5),
            OpenedAtUs = row.GetInt64(6),
            PlaceUnsure = row.GetBoolean(7),
            JoinedReports = (ulong)row.GetInt64(9),
        };
        view.PossibleDuplicates.AddRange(row.GetString(8).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return view;
    }

    public static AuditRow ToAudit(NpgsqlDataReader row) => new(
        (ulong)row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6));

    private static string ToReportId(NpgsqlDataReader row, int column) => ReportIds.Format(new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true));
}
