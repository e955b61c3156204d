using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Marks of reports that no longer count, written after the reports of the same batch.</summary>
internal sealed class WithdrawalRows : Unnest
{
    private readonly List<long> seqs, reportSeqs;
    private readonly List<int> localDates;
    private readonly List<string> grids;

    public WithdrawalRows() : base("""
        update report set withdrawn_seq = w.withdrawn_seq
        from (select * from unnest($1, $2, $3, $4) r (withdrawn_seq, seq, local_date, grid) order by grid collate "C", local_date, seq) w
        where report.grid = w.grid and report.local_date = w.local_date and report.seq = w.seq and report.withdrawn_seq < w.withdrawn_seq
        """) => (seqs, reportSeqs, localDates, grids) = (Bigints(), Bigints(), Integers(), Texts());

    public void Add(WithdrawalRow row)
    {
        seqs.Add((long)row.Seq);
        reportSeqs.Add((long)row.ReportSeq);
        localDates.Add(row.LocalDate);
        grids.Add(row.Grid);
    }
}
