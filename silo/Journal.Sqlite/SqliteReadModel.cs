using System.Text.Json;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Search;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Lists, sums and history.</summary>
internal sealed class SqliteReadModel(SqliteReaders readers) : IReadModel
{
    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        readers.Read(connection => Tallies(connection, $"{DayTallies.Select} where local_date = $1 and unit = $2 order by grid", date, unit), cancellation);

    public Task<IReadOnlyList<DayTally>> Days(int date, string unit, IReadOnlySet<string> grids, CancellationToken cancellation) => readers.Read(
        connection => Tallies(
            connection, $"{DayTallies.Select} where local_date = $1 and unit = $2 and grid in (select value from json_each($3)) order by grid",
            date, unit, JsonSerializer.Serialize(grids)),
        cancellation);

    public Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        readers.Read(connection => NewestReports.Read(connection, date, unit, grids, limit), cancellation);

    public Task<IReadOnlyList<ulong>> Hours(int date, string unit, IReadOnlySet<string> grids, long midnightUs, int hours, CancellationToken cancellation) =>
        readers.Read(connection => ReportHours.Read(connection, date, unit, grids, midnightUs, hours), cancellation);

    public Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation) => readers.Read<IReadOnlyList<DayTally>>(connection =>
    {
        var totals = new SortedDictionary<string, DayTally>(StringComparer.Ordinal);
        foreach (var day in Tallies(connection, $"{DayTallies.Select} where unit = $1", unit))
        {
            if (!totals.TryGetValue(day.Grid, out var total)) total = new DayTally(day.Grid, unit, 0, new DayCounts(), 0);
            RegionDay.Sum(total.Counts, day.Counts);
            totals[day.Grid] = total with { Version = total.Version + day.Version };
        }
        return [.. totals.Values];
    }, cancellation);

    public Task<IssueView?> Issue(string issueId, CancellationToken cancellation) => readers.Read(connection =>
    {
        using var query = new Statement(connection, """
            select issue_id, grid, category, state, report_id, observed_at_us, opened_at_us, place_unsure, possible_duplicates,
              (select count(*) from report where report.issue_id = issue.issue_id and outcome = 2 and withdrawn_seq = 0
                and report.report_id <> issue.report_id)
            from issue where issue_id = $1
            """);
        using var row = query.Query(issueId);
        return row.Read() ? ToIssue(row) : null;
    }, cancellation);

    public Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation) => readers.Read<IReadOnlyDictionary<string, ulong>>(connection =>
    {
        using var query = new Statement(connection, "select grid, count(*) from issue where state not in ('closed', 'declined') group by grid");
        using var rows = query.Query();
        var open = new Dictionary<string, ulong>(StringComparer.Ordinal);
        while (rows.Read()) open[rows.GetString(0)] = (ulong)rows.GetInt64(1);
        return open;
    }, cancellation);

    public Task<IReadOnlySet<string>> NamedPhotos(IReadOnlyList<string> photoIds, CancellationToken cancellation) => readers.Read<IReadOnlySet<string>>(connection =>
    {
        using var query = new Statement(connection, "select 1 from photo_reference where photo_id = $1 limit 1");
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in photoIds)
        {
            using var row = query.Query(id);
            if (row.Read()) named.Add(id);
        }
        return named;
    }, cancellation);

    public Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) => readers.Read(connection =>
    {
        using var query = new Statement(connection, """
            select count(*) from content where reporter = $1 and local_date = $2 and reporter <> ''
            and not exists (select 1 from report where report.grid = substr(content.stream, 6) -- after grid/
              and report.local_date = content.local_date and report.seq = content.seq and report.withdrawn_seq > 0)
            """);
        using var row = query.Query(stewardId, date);
        return row.Read() ? (ulong)row.GetInt64(0) : 0;
    }, cancellation);

    public Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation) =>
        readers.Read(connection => Messages(connection, "select data from steward order by id", Steward.Parser), cancellation);

    public Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation) =>
        readers.Read(connection => Messages(connection, "select data from region order by seq", RegionDefined.Parser), cancellation);

    public Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation) =>
        readers.Read(connection => Messages(connection, "select data from category order by code", Category.Parser), cancellation);

    public Task<PlacementRows> Placement(CancellationToken cancellation) => readers.Read(PlacementReads.Rows, cancellation);

    public Task<IReadOnlyList<AuditRow>> Audit(ulong before, int limit, CancellationToken cancellation) =>
        readers.Read(connection => PlacementReads.Audit(connection, before, limit), cancellation);

    public SearchDialect Searching => SqliteSearch.Dialect;

    public Task<IReadOnlyList<T>> Query<T>(ReadQuery<T> query, CancellationToken cancellation) => readers.Read<IReadOnlyList<T>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.Sql;
        foreach (var (name, value) in query.Values) command.Parameters.AddWithValue($"@{name}", value);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(query.Row(rows));
        return all;
    }, cancellation);

    private static IReadOnlyList<DayTally> Tallies(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var query = new Statement(connection, sql);
        using var rows = query.Query(values);
        var tallies = new List<DayTally>();
        while (rows.Read()) tallies.Add(DayTallies.From(rows));
        return tallies;
    }

    private static IReadOnlyList<T> Messages<T>(SqliteConnection connection, string sql, MessageParser<T> parser) where T : IMessage<T>
    {
        using var query = new Statement(connection, sql);
        using var rows = query.Query();
        var messages = new List<T>();
        while (rows.Read()) messages.Add(parser.ParseFrom(rows.GetFieldValue<byte[]>(0)));
        return messages;
    }

    private static IssueView ToIssue(SqliteDataReader row)
    {
        var view = new IssueView
        {
            Found = true,
            IssueId = row.GetString(0),
            GridCode = row.GetString(1),
            Category = row.GetString(2),
            State = row.GetString(3),
            ReportId = ReportIds.Format(new Guid(row.GetFieldValue<byte[]>(4), bigEndian: true)),
            ObservedAtUs = row.GetInt64(5),
            OpenedAtUs = row.GetInt64(6),
            PlaceUnsure = row.GetInt32(7) != 0,
            JoinedReports = (ulong)row.GetInt64(9),
        };
        view.PossibleDuplicates.AddRange(row.GetString(8).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return view;
    }
}
