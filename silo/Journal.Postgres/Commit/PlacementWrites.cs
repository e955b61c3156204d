using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Where grids are to run: of several writes of one in a batch the last is written.</summary>
internal sealed class AssignmentRows : Unnest
{
    private readonly Dictionary<string, AssignmentRow> last = [];
    private readonly List<long> seqs;
    private readonly List<bool> pinned;
    private readonly List<string> grids, silos;

    public AssignmentRows() : base("""
        insert into assignment (seq, pinned, grid, silo) select * from unnest($1, $2, $3, $4) r (seq, pinned, grid, silo) order by grid collate "C"
        on conflict (grid) do update set seq = excluded.seq, pinned = excluded.pinned, silo = excluded.silo where excluded.seq > assignment.seq
        """) => (seqs, pinned, grids, silos) = (Bigints(), Booleans(), Texts(), Texts());

    public void Add(IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            foreach (var row in append.Rows.Assignments)
                if (!last.TryGetValue(row.Grid, out var held) || held.Seq < row.Seq) last[row.Grid] = row;
        foreach (var row in last.Values)
        {
            seqs.Add((long)row.Seq);
            pinned.Add(row.Pinned);
            grids.Add(row.Grid);
            silos.Add(row.Silo);
        }
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }
}

/// <summary>Silos' settings, likewise.</summary>
internal sealed class SiloSettingRows : Unnest
{
    private readonly Dictionary<string, SiloSettingRow> last = [];
    private readonly List<long> seqs;
    private readonly List<double> weights;
    private readonly List<bool> draining;
    private readonly List<string> silos;

    public SiloSettingRows() : base("""
        insert into silo_setting (seq, weight, draining, silo) select * from unnest($1, $2, $3, $4) r (seq, weight, draining, silo) order by silo collate "C"
        on conflict (silo) do update set seq = excluded.seq, weight = excluded.weight, draining = excluded.draining where excluded.seq > silo_setting.seq
        """) => (seqs, weights, draining, silos) = (Bigints(), Doubles(), Booleans(), Texts());

    public void Add(IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            foreach (var row in append.Rows.SiloSettings)
                if (!last.TryGetValue(row.Silo, out var held) || held.Seq < row.Seq) last[row.Silo] = row;
        foreach (var row in last.Values)
        {
            seqs.Add((long)row.Seq);
            weights.Add(row.Weight);
            draining.Add(row.Draining);
            silos.Add(row.Silo);
        }
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }
}

/// <summary>The lines of the audit: each written once.</summary>
internal sealed class AuditRows : Unnest
{
    private readonly List<long> seqs, atUs;
    private readonly List<string> by, actions, subjects, before, after;

    public AuditRows() : base("""
        insert into audit (seq, at_us, by, action, subject, before, after)
        select * from unnest($1, $2, $3, $4, $5, $6, $7) r (seq, at_us, by, action, subject, before, after) order by seq
        """)
    {
        (seqs, atUs) = (Bigints(), Bigints());
        (by, actions, subjects, before, after) = (Texts(), Texts(), Texts(), Texts(), Texts());
    }

    public void Add(AuditRow row)
    {
        seqs.Add((long)row.Seq);
        atUs.Add(row.AtUs);
        by.Add(row.By);
        actions.Add(row.Action);
        subjects.Add(row.Subject);
        before.Add(row.Before);
        after.Add(row.After);
    }
}
