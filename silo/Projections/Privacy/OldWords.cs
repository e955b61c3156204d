using System.Data.Common;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Projections.Privacy;

/// <summary>
/// Words that are older than their category's are kept: of reports that came to nothing or whose issue has ended, and of the issues themselves.
/// What is still being worked on is never among them.
/// </summary>
/// <param name="ReportId">The report's; null of an issue's words.</param>
/// <param name="FirstUs">When the event of <paramref name="FromSeq"/> was recorded.</param>
/// <param name="Date">Days since 1970-01-01: of a report the local day on which it counts.</param>
public sealed record OldWords(string Stream, ulong FromSeq, ulong ToSeq, long FirstUs, Guid? ReportId, int Date)
{
    /// <summary>Of reports that count on a day before <paramref name="before"/>, the oldest first.</summary>
    public static ReadQuery<OldWords> OfReports(CategoryChoice of, int before, int limit)
    {
        var (sql, values) = of.ToSql("r.category");
        return new(
            $"""
            select c.stream, c.seq, c.seq, j.recorded_at_us, r.report_id, r.local_date {Reports} and {sql}
            order by r.local_date, r.grid, r.seq limit @limit
            """,
            row => From(row, new Guid(row.GetFieldValue<byte[]>(4), bigEndian: true), row.GetInt32(5)), [.. values, ("before", before), ("limit", limit)]);
    }

    /// <summary>Of issues that were opened before a moment, the oldest first.</summary>
    public static ReadQuery<OldWords> OfIssues(CategoryChoice of, long beforeUs, int limit)
    {
        var (sql, values) = of.ToSql("i.category");
        return new(
            $"""
            select w.stream, w.lo, w.hi, j.recorded_at_us, '', 0 from (
              select c.stream, min(c.seq) as lo, max(c.seq) as hi, min(i.opened_at_us) as opened {Issues} and {sql} group by c.stream) w
            join journal j on j.stream = w.stream and j.seq = w.lo
            order by w.opened, w.stream limit @limit
            """,
            row => From(row, null, 0), [.. values, ("before", beforeUs), ("limit", limit)]);
    }

    private const string Reports = """
        from report r
          join content c on c.stream = 'grid/' || r.grid and c.seq = r.seq
          join journal j on j.stream = c.stream and j.seq = c.seq
          left join issue i on i.issue_id = r.issue_id
        where r.local_date < @before and length(c.payload) > 0 and (r.issue_id = '' or i.state in ('closed', 'declined'))
        """;

    private const string Issues = """
        from issue i join content c on c.stream = 'issue/' || i.issue_id
        where i.opened_at_us < @before and i.state in ('closed', 'declined')
        """;

    /// <summary>How many there are, and the oldest day or moment; 0 where there are none.</summary>
    public static ReadQuery<(long Count, long Oldest)> CountReports(CategoryChoice of, int before)
    {
        var (sql, values) = of.ToSql("r.category");
        return new($"select count(*), coalesce(min(r.local_date), 0) {Reports} and {sql}", row => (row.GetInt64(0), row.GetInt64(1)), [.. values, ("before", before)]);
    }

    /// <inheritdoc cref="CountReports"/>
    public static ReadQuery<(long Count, long Oldest)> CountIssues(CategoryChoice of, long beforeUs)
    {
        var (sql, values) = of.ToSql("i.category");
        return new($"select count(distinct i.issue_id), coalesce(min(i.opened_at_us), 0) {Issues} and {sql}", row => (row.GetInt64(0), row.GetInt64(1)), [.. values, ("before", beforeUs)]);
    }

    private static OldWords From(DbDataReader row, Guid? report, int date) =>
        new(row.GetString(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2), row.GetInt64(3), report, date);
}

/// <summary>Which categories a rule is about.</summary>
/// <param name="Category">One, or the class of several; empty for all.</param>
/// <param name="But">Categories and classes that have a rule of their own.</param>
public sealed record CategoryChoice(string Category, IReadOnlyList<string> But)
{
    internal (string Sql, List<(string Name, object Value)> Values) ToSql(string column)
    {
        var values = new List<(string Name, object Value)>();
        var conditions = new List<string> { "1 = 1" };
        if (Category.Length > 0) conditions.Add(Is("c", Category));
        for (var at = 0; at < But.Count; at++) conditions.Add($"not {Is($"b{at}", But[at])}");
        return (string.Join(" and ", conditions), values);

        string Is(string name, string category)
        {
            values.Add((name, category));
            values.Add(($"{name}s", $"{category}/"));
            values.Add(($"{name}n", category.Length + 1));
            return $"({column} = @{name} or substr({column}, 1, @{name}n) = @{name}s)";
        }
    }
}
