namespace RealtimeGov.Journal.Queries;

/// <summary>Contents that were erased with an append: those of a declined report, of an issue, or of both.</summary>
/// <param name="FirstUs">When the event of <paramref name="FromSeq"/> was recorded: in a journal that goes on from a backup the number may be another event's.</param>
/// <param name="ReportId">The report whose words they were; null where they were an issue's.</param>
/// <param name="ErasedAtUs">Microseconds since 1970-01-01T00:00Z.</param>
public sealed record ErasedContent(string Stream, ulong FromSeq, ulong ToSeq, long FirstUs, Guid? ReportId, long ErasedAtUs)
{
    /// <summary>Those of a time and later, in that order.</summary>
    public static ReadQuery<ErasedContent> Since(long sinceUs) => new(
        "select stream, from_seq, to_seq, first_us, report_id, erased_us from erased_content where erased_us >= @since order by erased_us, stream, from_seq",
        row => new ErasedContent(row.GetString(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2), row.GetInt64(3), Guid.TryParse(row.GetString(4), out var report) ? report : null, row.GetInt64(5)),
        ("since", sinceUs));
}
