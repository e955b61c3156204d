using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Issues;

/// <summary>An issue that is worked on and takes further reports, with what was sent of it first; erased contents are empty.</summary>
public sealed record JoinableIssue(string IssueId, string Grid, string Category, string State, long OpenedAtUs, Content Content)
{
    /// <summary>The newest first. One whose grid was corrected takes no further reports, nor does a part, nor one that was answered.</summary>
    /// <param name="grids">At least one.</param>
    /// <param name="fromDate">Of reports that count on this local day or later; days since 1970-01-01.</param>
    public static ReadQuery<JoinableIssue> Of(IReadOnlyList<string> grids, int fromDate, int limit) => new(
        $"""
        select i.issue_id, i.grid, i.category, i.state, i.opened_at_us, c.payload
        from report r join issue i on i.issue_id = r.issue_id and i.grid = r.grid
          left join content c on c.stream = 'grid/' || r.grid and c.seq = r.seq
        where r.grid in ({string.Join(", ", grids.Select((_, at) => $"@g{at}"))}) and r.local_date >= @from and r.outcome = 1 and r.withdrawn_seq = 0
          and i.state in ('open', 'accepted', 'routed', 'handling', 'asked', 'suspended', 'checking')
        order by i.opened_at_us desc, i.issue_id desc limit @limit
        """,
        row => new JoinableIssue(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4),
            row.IsDBNull(5) ? new Content() : Content.Parser.ParseFrom(row.GetFieldValue<byte[]>(5))),
        [.. grids.Select((grid, at) => ($"g{at}", (object)grid)), ("from", fromDate), ("limit", limit)]);
}
