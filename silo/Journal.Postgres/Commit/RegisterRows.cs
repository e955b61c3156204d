using Google.Protobuf;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>What is registered rather than observed - stewards, categories - as serialised messages by their key.</summary>
internal sealed class RegisterRows : Unnest
{
    private readonly Dictionary<string, (ulong Seq, byte[] Data)> last = [];
    private readonly List<long> seqs;
    private readonly List<string> keys;
    private readonly List<byte[]> data;

    public RegisterRows(string table, string key) : base($"""
        insert into {table} (seq, {key}, data) select * from unnest($1, $2, $3) r (seq, key, data) order by key collate "C"
        on conflict ({key}) do update set seq = excluded.seq, data = excluded.data where excluded.seq > {table}.seq
        """) => (seqs, keys, data) = (Bigints(), Texts(), Byteas());

    public void Add(IEnumerable<(string Key, ulong Seq, IMessage Message)> rows)
    {
        foreach (var (key, seq, message) in rows)
            if (!last.TryGetValue(key, out var held) || held.Seq < seq) last[key] = (seq, message.ToByteArray());
        foreach (var (key, row) in last)
        {
            seqs.Add((long)row.Seq);
            keys.Add(key);
            data.Add(row.Data);
        }
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }
}

/// <summary>Regions, which are dated: each definition holds from its day on.</summary>
internal sealed class RegionRows : Unnest
{
    private readonly Dictionary<(string, int), RegionRow> last = [];
    private readonly List<long> seqs;
    private readonly List<int> fromDates;
    private readonly List<string> codes;
    private readonly List<byte[]> data;

    public RegionRows() : base("""
        insert into region (seq, from_date, code, data) select * from unnest($1, $2, $3, $4) r (seq, from_date, code, data)
        order by code collate "C", from_date
        on conflict (code, from_date) do update set seq = excluded.seq, data = excluded.data where excluded.seq > region.seq
        """) => (seqs, fromDates, codes, data) = (Bigints(), Integers(), Texts(), Byteas());

    public void Add(IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            foreach (var row in append.Rows.Regions)
            {
                var key = (row.Definition.Region.Code, row.Definition.FromDate);
                if (!last.TryGetValue(key, out var held) || held.Seq < row.Seq) last[key] = row;
            }
        foreach (var row in last.Values)
        {
            seqs.Add((long)row.Seq);
            fromDates.Add(row.Definition.FromDate);
            codes.Add(row.Definition.Region.Code);
            data.Add(row.Definition.ToByteArray());
        }
    }

    public override void Clear()
    {
        base.Clear();
        last.Clear();
    }
}
