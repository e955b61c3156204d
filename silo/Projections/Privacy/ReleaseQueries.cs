using System.Data.Common;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Privacy;

/// <summary>What of an issue's reports is released.</summary>
/// <param name="State">The issue's.</param>
public sealed record IssueRelease(string IssueId, string State, ReleaseRow Row)
{
    private const string Select = "select i.issue_id, i.state, p.data from public_release p join issue i on i.issue_id = p.issue_id";

    /// <param name="issues">At least one; those of which nothing was ever released are not among the answers.</param>
    public static ReadQuery<IssueRelease> Of(IReadOnlyList<string> issues) => new(
        $"{Select} where p.issue_id in ({string.Join(", ", issues.Select((_, at) => $"@i{at}"))})", From, [.. issues.Select((issue, at) => ($"i{at}", (object)issue))]);

    /// <summary>That of a photo's random name.</summary>
    public static ReadQuery<IssueRelease> OfPhoto(string publicId) => new(
        $"{Select} join released_photo r on r.issue_id = p.issue_id where r.public_id = @id", From, ("id", publicId));

    private static IssueRelease From(DbDataReader row) => new(row.GetString(0), row.GetString(1), ReleaseRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)));
}

/// <summary>An objection that nobody has decided on.</summary>
public sealed record OpenObjection(string IssueId, string Grid, string Category, Objected Objection)
{
    /// <summary>The oldest first, of some grids.</summary>
    /// <param name="grids">At least one.</param>
    public static ReadQuery<OpenObjection> In(IReadOnlyList<string> grids, int limit) => new(
        $"""
        select i.issue_id, i.grid, i.category, p.data from public_release p join issue i on i.issue_id = p.issue_id
        where p.objected_us > 0 and i.grid in ({string.Join(", ", grids.Select((_, at) => $"@g{at}"))}) order by p.objected_us, i.issue_id limit @limit
        """,
        row => new OpenObjection(row.GetString(0), row.GetString(1), row.GetString(2), ReleaseRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)).Objection),
        [.. grids.Select((grid, at) => ($"g{at}", (object)grid)), ("limit", limit)]);
}

/// <summary>The content of a report that counts, and the issue that it belongs to now. Of one that was withdrawn, or erased, there is none.</summary>
/// <param name="Seq">In the stream of <paramref name="Grid"/>.</param>
public sealed record CountingContent(string Grid, ulong Seq, string IssueId, Content Content)
{
    private const string Select = """
        select r.grid, r.seq, r.issue_id, c.payload from content c
          join report r on r.grid = substr(c.stream, 6) and r.local_date = c.local_date and r.seq = c.seq -- after grid/
        where r.withdrawn_seq = 0
        """;

    /// <param name="places">At least one.</param>
    public static ReadQuery<CountingContent> At(IReadOnlyList<(string Grid, ulong Seq)> places) => new(
        $"{Select} and ({string.Join(" or ", places.Select((_, at) => $"(c.stream = @s{at} and c.seq = @q{at})"))})", From,
        [.. places.SelectMany((place, at) => new[] { ($"s{at}", (object)$"grid/{place.Grid}"), ($"q{at}", (object)(long)place.Seq) })]);

    /// <param name="reportId">16 bytes, big-endian.</param>
    public static ReadQuery<CountingContent> Of(string grid, byte[] reportId) => new(
        "select r.grid, r.seq, r.issue_id, c.payload from report r join content c on c.stream = @stream and c.seq = r.seq where r.grid = @grid and r.report_id = @id and r.withdrawn_seq = 0",
        From, ("stream", $"grid/{grid}"), ("grid", grid), ("id", reportId));

    private static CountingContent From(DbDataReader row) =>
        new(row.GetString(0), (ulong)row.GetInt64(1), row.GetString(2), Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)));
}
