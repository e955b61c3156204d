using Google.Protobuf;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Day rows: absolute, so of several writes of one row in a batch only the last is written.</summary>
internal sealed class DayRows : Unnest
{
    private readonly Dictionary<(DayKey, string), DayChange> last = [];
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
                if (!last.TryGetValue((day.Key, day.Grid), out var held) || held.Tally.Version < day.Tally.Version)
                    last[(day.Key, day.Grid)] = day;
        foreach (var day in last.Values) Add(day);
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }

    private void Add(DayChange day)
    {
        seqs.Add((long)day.Tally.Version);
        invalid.Add((long)day.Tally.Invalid);
        opened.Add((long)day.Tally.Opened);
        joined.Add((long)day.Tally.Joined);
        recorded.Add((long)day.Tally.Recorded);
        localDates.Add(day.Key.Date);
        units.Add(day.Key.Unit);
        grids.Add(day.Grid);
        byCategory.Add(day.Tally.ByCategory().ToByteArray());
    }
}
