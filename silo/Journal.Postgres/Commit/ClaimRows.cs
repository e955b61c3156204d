using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>
/// Report ids that count with this batch. In the order of the ids, so that two silos never wait for each other; fewer
/// claimed than asked for ends the transaction.
/// </summary>
internal sealed class ClaimRows : Unnest
{
    private readonly List<Guid> ids;
    private readonly List<string> grids, issues, senders;
    private readonly List<byte[]> digests;

    public ClaimRows() : base("""
        with claimed as (
          insert into report_id (report_id, grid, issue_id, digest, sender)
          select report_id, grid, issue_id, nullif(digest, ''), sender from unnest($1, $2, $3, $4, $5) claim (report_id, grid, issue_id, digest, sender) order by report_id
          on conflict do nothing returning report_id)
        select key_conflict('a report id is held') where (select count(*) from claimed) < cardinality($1)
        """) => (ids, grids, issues, digests, senders) = (Uuids(), Texts(), Texts(), Byteas(), Texts());

    public void Add(Claim claim)
    {
        ids.Add(claim.ReportId);
        grids.Add(claim.Grid);
        issues.Add(claim.IssueId);
        digests.Add(claim.Digest ?? []);
        senders.Add(claim.Sender);
    }
}

/// <summary>The same for ids of invalid reports, apart.</summary>
internal sealed class RefusedRows : Unnest
{
    private readonly List<Guid> ids;
    private readonly List<string> grids;

    public RefusedRows() : base("""
        with claimed as (
          insert into refused_id (report_id, grid) select * from unnest($1, $2) claim (report_id, grid) order by report_id
          on conflict do nothing returning report_id)
        select key_conflict('a refused id is held') where (select count(*) from claimed) < cardinality($1)
        """) => (ids, grids) = (Uuids(), Texts());

    public void Add(Claim claim)
    {
        ids.Add(claim.ReportId);
        grids.Add(claim.Grid);
    }
}
