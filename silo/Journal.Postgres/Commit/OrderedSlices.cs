using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>A batch's slices in the order of the journal's key: two writers of the same streams meet at the first of them.</summary>
internal sealed class OrderedSlices
{
    private readonly List<(Append Append, StreamSlice Slice)> slices = [];

    public IReadOnlyList<(Append Append, StreamSlice Slice)> All => slices;

    public int Events { get; private set; }

    public void Fill(IReadOnlyList<Append> batch)
    {
        slices.Clear();
        Events = 0;
        foreach (var append in batch)
            foreach (var slice in append.Slices)
            {
                slices.Add((append, slice));
                Events += slice.Events.Count;
            }
        slices.Sort(static (a, b) =>
        {
            var byStream = string.CompareOrdinal(a.Slice.Stream, b.Slice.Stream);
            return byStream != 0 ? byStream : a.Slice.FirstSeq.CompareTo(b.Slice.FirstSeq);
        });
    }

    /// <summary>True at a stream's first slice of the batch: only there the event before is looked for in the store.</summary>
    public bool IsFirstOfStream(int i) => i == 0 || slices[i - 1].Slice.Stream != slices[i].Slice.Stream;

    /// <summary>False where the batch itself leaves a gap in a stream or holds a seq twice.</summary>
    public bool AreContiguous()
    {
        for (var i = 1; i < slices.Count; i++)
            if (!IsFirstOfStream(i) && slices[i].Slice.FirstSeq != slices[i - 1].Slice.LastSeq + 1) return false;
        return true;
    }
}
