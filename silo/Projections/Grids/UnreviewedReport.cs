using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Grids;

/// <summary>A report that was only recorded - solved on the spot, or nothing needed - and that nobody has reviewed yet.</summary>
/// <param name="Content">As it was sent; empty where it was erased.</param>
public sealed record UnreviewedReport(Guid ReportId, string Grid, int LocalDate, string Category, long ObservedAtUs, long ReceivedAtUs, Content Content)
{
    /// <summary>Of some days, the oldest first, after a place in that order. The days bound it: it reads their reports by the table's key, and needs no index of its own.</summary>
    /// <param name="grids">At least one.</param>
    public static ReadQuery<UnreviewedReport> Unreviewed(IReadOnlyList<string> grids, int from, int until, long afterUs, byte[] afterId, int limit) => new(
        $"""
        select r.report_id, r.grid, r.local_date, r.category, r.observed_at_us, r.received_at_us, c.payload
        from report r left join content c on c.stream = 'grid/' || r.grid and c.seq = r.seq
        where r.grid in ({string.Join(", ", grids.Select((_, at) => $"@g{at}"))}) and r.local_date >= @from and r.local_date <= @until
          and r.outcome = 3 and r.withdrawn_seq = 0 and not r.reviewed
          and (r.received_at_us > @us or (r.received_at_us = @us and r.report_id > @id))
        order by r.received_at_us, r.report_id limit @limit
        """,
        row => new UnreviewedReport(
            new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5),
            row.IsDBNull(6) ? new Content() : Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(6))),
        [.. grids.Select((grid, at) => ($"g{at}", (object)grid)), ("from", from), ("until", until), ("us", afterUs), ("id", afterId), ("limit", limit)]);
}
