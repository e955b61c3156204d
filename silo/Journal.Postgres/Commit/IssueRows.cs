using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Issues: of several writes of one in a batch the last is written.</summary>
internal sealed class IssueRows : Unnest
{
    private readonly Dictionary<string, IssueRow> last = [];
    private readonly List<long> seqs, observedAtUs, openedAtUs;
    private readonly List<bool> placeUnsure;
    private readonly List<string> ids, grids, categories, duplicates;
    private readonly List<byte[]> reports;

    public IssueRows() : base("""
        insert into issue (seq, observed_at_us, opened_at_us, place_unsure, issue_id, grid, category, state, report_id, possible_duplicates)
        select seq, observed_at_us, opened_at_us, place_unsure, issue_id, grid, category, 'open', report_id, possible_duplicates
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) i (seq, observed_at_us, opened_at_us, place_unsure, issue_id, grid, category, report_id, possible_duplicates)
        order by issue_id collate "C"
        on conflict (issue_id) do update set seq = excluded.seq, category = excluded.category, state = excluded.state
        where excluded.seq > issue.seq
        """)
    {
        (seqs, observedAtUs, openedAtUs, placeUnsure) = (Bigints(), Bigints(), Bigints(), Booleans());
        (ids, grids, categories, reports, duplicates) = (Texts(), Texts(), Texts(), Byteas(), Texts());
    }

    public void Add(IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            foreach (var row in append.Rows.Issues)
                if (!last.TryGetValue(row.IssueId, out var held) || held.Seq < row.Seq) last[row.IssueId] = row;
        foreach (var row in last.Values) Add(row);
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }

    private void Add(IssueRow row)
    {
        var e = row.Opened;
        seqs.Add((long)row.Seq);
        observedAtUs.Add(e.ObservedAtUs);
        openedAtUs.Add(e.OpenedAtUs);
        placeUnsure.Add(e.PlaceUnsure);
        ids.Add(row.IssueId);
        grids.Add(e.GridCode);
        categories.Add(e.Category);
        reports.Add(e.ReportId.ToByteArray());
        duplicates.Add(string.Join(' ', e.PossibleDuplicates));
    }
}
