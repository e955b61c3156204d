using Google.Protobuf;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Postgres.Reading;

/// <summary>Lists, sums and history: one statement each.</summary>
internal sealed class PostgresReadModel(PostgresReaders readers) : IReadModel
{
    public async Task<IReadOnlyList<DayTally>> Days(int date, string unit, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.Days, ReadQueries.ToTally, cancellation, Values.Of(date), Values.Of(unit)).ConfigureAwait(false);

    public async Task<IReadOnlyList<FeedItem>> Newest(int date, string unit, IReadOnlySet<string> grids, int limit, CancellationToken cancellation) =>
        await readers.Rows(ReadQueries.Newest, ReadQueries.ToFeedItem, cancellation,
            Values.Of(date), Values.Of(unit), Values.Of(grids), Values.Of(limit)).ConfigureAwait(false);

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

    public async Task<ulong> StewardReports(string stewardId, int date, CancellationToken cancellation) =>
        (await readers.Rows(ReadQueries.StewardReports, row => (ulong)row.GetInt64(0), cancellation, Values.Of(stewardId), Values.Of(date)).ConfigureAwait(false)).Single();

    public Task<IReadOnlyList<Steward>> Stewards(CancellationToken cancellation) =>
        Messages("select data from steward order by id", Steward.Parser, cancellation);

    public Task<IReadOnlyList<RegionDefined>> Regions(CancellationToken cancellation) =>
        Messages("select data from region order by seq", RegionDefined.Parser, cancellation);

    public Task<IReadOnlyList<Category>> Categories(CancellationToken cancellation) =>
        Messages("select data from category order by code", Category.Parser, cancellation);

    private async Task<IReadOnlyList<T>> Messages<T>(string sql, MessageParser<T> parser, CancellationToken cancellation) where T : IMessage<T> =>
        await readers.Rows(sql, row => parser.ParseFrom(row.GetFieldValue<byte[]>(0)), cancellation).ConfigureAwait(false);
}
