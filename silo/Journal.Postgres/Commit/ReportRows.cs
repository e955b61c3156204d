using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Valid reports, as lists show them.</summary>
internal sealed class ReportRows : Unnest
{
    private readonly List<long> seqs, observedAtUs, receivedAtUs;
    private readonly List<int> localDates, origins, outcomes;
    private readonly List<bool> placeUnsure;
    private readonly List<byte[]> ids;
    private readonly List<string> grids, categories, units, issues;

    public ReportRows() : base("""
        insert into report (seq, observed_at_us, received_at_us, local_date, origin, outcome, place_unsure, report_id, grid, category, unit, issue_id)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """)
    {
        (seqs, observedAtUs, receivedAtUs) = (Bigints(), Bigints(), Bigints());
        (localDates, origins, outcomes, placeUnsure, ids) = (Integers(), Integers(), Integers(), Booleans(), Byteas());
        (grids, categories, units, issues) = (Texts(), Texts(), Texts(), Texts());
    }

    public void Add(ReportRow row)
    {
        var e = row.Report;
        seqs.Add((long)row.Seq);
        observedAtUs.Add(e.ObservedAtUs);
        receivedAtUs.Add(e.ReceivedAtUs);
        localDates.Add(e.LocalDate);
        origins.Add((int)e.Origin);
        outcomes.Add((int)e.Outcome);
        placeUnsure.Add(e.PlaceUnsure);
        ids.Add(e.ReportId.ToByteArray());
        grids.Add(row.Grid);
        categories.Add(e.Category);
        units.Add(e.Unit);
        issues.Add(e.IssueId);
    }
}
