using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Commit;

/// <summary>Where streams will end once the appends of a batch that survive so far are written.</summary>
internal sealed class Heads
{
    private readonly Dictionary<string, (ulong Seq, long Incarnation)> heads = [];

    /// <summary>True when each slice is next: of what is durable, or of what its own incarnation has earlier in the batch.</summary>
    public bool Allow(Append append, Standing standing)
    {
        for (var i = 0; i < append.Slices.Count; i++)
        {
            var slice = append.Slices[i];
            var isNext = heads.TryGetValue(slice.Stream, out var head)
                ? head == (slice.FirstSeq - 1, append.Incarnation)
                : standing.Slices[i] == SliceStatus.Appendable;
            if (!isNext) return false;
        }
        return true;
    }

    public void Extend(Append append)
    {
        foreach (var slice in append.Slices) heads[slice.Stream] = (slice.LastSeq, append.Incarnation);
    }
}
