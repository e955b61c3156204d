using Google.Protobuf;
using Npgsql;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Search;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Lists, sums and history: one statement each.</summary>
internal sealed class PostgresReadModel(PostgresReaders readers) : IReadModel
{
    public async Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.Days, ReadQueries.ToTally, cancellation, Values.Of(date), Values.Of(unit)).ConfigureAwait(false);

    public async Task<IReadOnlyList<DayTally>> Days(int date, string unit, IReadOnlySet<string> grids, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.DaysOf, ReadQueries.ToTally, cancellation, Values.Of(date), Values.Of(unit), Values.Of(grids)).ConfigureAwait(false);

    public async Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.Newest, ReadQueries.ToFeedItem, cancellation,
            Values.Of(date), Values.Of(unit), Values.Of(grids), Values.Of(limit)).ConfigureAwait(false);

    public async Task<IReadOnlyList<ulong>> Hours(int date, string unit, IReadOnlySet<string> grids, long midnightUs, int hours, CancellationToken cancellation)
    {
        var counts = new ulong[hours];
        foreach (var (hour, count) in await readers.Rows(ReadQueries.Hours, row => (row.GetInt32(0), (ulong)row.GetInt64(1)), cancellation,
            Values.Of(date), Values.Of(unit), Values.Of(grids), Values.Of(midnightUs), Values.Of(hours)).ConfigureAwait(false)) counts[hour] = count;
        return counts;
    }

    public async Task<IReadOnlyList<DayTally>> Totals(string unit, CancellationToken cancellation)
    {
        var totals = new List<DayTally>();
        foreach (var day in await readers.Rows(ReadQueries.Totals, ReadQueries.ToTally, cancellation, Values.Of(unit)).ConfigureAwait(false))
        {
            if (totals.Count == 0 || totals[^1].Grid != day.Grid) totals.Add(new DayTally(day.Grid, unit, 0, new DayCounts(), 0));
            RegionDay.Sum(totals[^1].Counts, day.Counts);
            totals[^1] = totals[^1] with { Version = totals[^1].Version + day.Version };
        }
        return totals;
    }

    public async Task<IssueView?> Issue(string issueId, CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.Issue, ReadQueries.ToIssue, cancellation, Values.Of(issueId)).ConfigureAwait(false)).SingleOrDefault();

    public async Task<IReadOnlyDictionary<string, ulong>> OpenIssues(CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.OpenIssues, row => (Grid: row.GetString(0), Open: (ulong)row.GetInt64(1)), cancellation).ConfigureAwait(false))
        .ToDictionary(row => row.Grid, row => row.Open, StringComparer.Ordinal);

    public async Task<IReadOnlySet<string>> NamedPhotos(IReadOnlyList<string> photoIds, CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.NamedPhotos, row => row.GetString(0), cancellation, Values.Of(photoIds)).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    public async Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.StewardReports, row => (ulong)row.GetInt64(0), cancellation, Values.Of(stewardId), Values.Of(date)).ConfigureAwait(false)).Single();

    public Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation) =>
        Messages("select data from steward order by id", Steward.Parser, cancellation);

    public Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation) =>
        Messages("select data from region order by seq", RegionDefined.Parser, cancellation);

    public Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation) =>
        Messages("select data from category order by code", Category.Parser, cancellation);

    public Task<PlacementRows> Placement(CancellationToken cancellation) => readers.OnOneMoment(async moment => new PlacementRows(
        (await moment.Rows("select coalesce(max(seq), 0) from audit", row => (ulong)row.GetInt64(0)).ConfigureAwait(false)).Single(),
        await moment.Rows("select grid, silo, pinned, seq from assignment order by grid",
            row => new AssignmentRow(row.GetString(0), row.GetString(1), row.GetBoolean(2), (ulong)row.GetInt64(3))).ConfigureAwait(false),
        await moment.Rows("select silo, draining, weight, seq from silo_setting order by silo",
            row => new SiloSettingRow(row.GetString(0), row.GetBoolean(1), row.GetDouble(2), (ulong)row.GetInt64(3))).ConfigureAwait(false)), cancellation);

    public async Task<IReadOnlyList<AuditRow>> Audit(ulong before, int limit, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.Audit, ReadQueries.ToAudit, cancellation, Values.Of(before == 0 ? (ulong)long.MaxValue : before), Values.Of(limit)).ConfigureAwait(false);

    public SearchDialect Searching => PostgresSearch.Dialect;

    public async Task<IReadOnlyList<T>> Query<T>(ReadQuery<T> query, CancellationToken cancellation) =>
        await readers.Rows(query.Sql, row => query.Row(row), cancellation, [.. query.Values.Select(v => new NpgsqlParameter(v.Name, v.Value))]).ConfigureAwait(false);

    private async Task<IReadOnlyList<T>> Messages<T>(string sql, MessageParser<T> parser, CancellationToken cancellation) where T : IMessage<T> =>
        await readers.Rows(sql, row => parser.ParseFrom(row.GetFieldValue<byte[]>(0)), cancellation).ConfigureAwait(false);
}
