using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Postgres.Writing;

/// <summary>Day rows: absolute, so of several writes of one row in a batch only the last is written.</summary>
internal sealed class DayRows : Unnest
{
    private readonly Dictionary<(int, string, string), DayTally> last = [];
    private readonly List<long> seqs, invalid, opened, joined, recorded;
    private readonly List<int> localDates;
    private readonly List<string> units, grids;
    private readonly List<byte[]> byCategory;

    public DayRows() : base("""
        insert into day_tally (seq, invalid, opened, joined, recorded, local_date, unit, grid, by_category)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) day (seq, invalid, opened, joined, recorded, local_date, unit, grid, by_category)
        order by local_date, unit collate "C", grid collate "C"
        on conflict (local_date, unit, grid) do update set seq = excluded.seq, invalid = excluded.invalid,
          opened = excluded.opened, joined = excluded.joined, recorded = excluded.recorded, by_category = excluded.by_category
        where excluded.seq > day_tally.seq
        """)
    {
        (seqs, invalid, opened, joined, recorded) = (Bigints(), Bigints(), Bigints(), Bigints(), Bigints());
        (localDates, units, grids, byCategory) = (Integers(), Texts(), Texts(), Byteas());
    }

    public void Add(IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            foreach (var day in append.Rows.Days)
                if (!last.TryGetValue((day.Date, day.Unit, day.Grid), out var held) || held.Version < day.Version)
                    last[(day.Date, day.Unit, day.Grid)] = day;
        foreach (var day in last.Values) Add(day);
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }

    private void Add(DayTally day)
    {
        seqs.Add((long)day.Version);
        invalid.Add((long)day.Counts.Invalid);
        opened.Add((long)day.Counts.Opened);
        joined.Add((long)day.Counts.Joined);
        recorded.Add((long)day.Counts.Recorded);
        localDates.Add(day.Date);
        units.Add(day.Unit);
        grids.Add(day.Grid);
        var only = new DayCounts();
        only.ByCategory.Add(day.Counts.ByCategory);
        byCategory.Add(only.ToByteArray());
    }
}
