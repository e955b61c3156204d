using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Commit;

/// <summary>
/// After a failed append, what its incarnation decided later on the same streams stands on nothing: a zombie's fifth
/// append fails, and its sixth must not commit. An append over several streams carries the poison to all of them.
/// </summary>
internal sealed class Poison
{
    // Bounded by the appends in flight: an incarnation is released when all of its appends are answered.
    private readonly Dictionary<long, HashSet<string>> streamsByIncarnation = [];

    public bool Holds(Append append) =>
        streamsByIncarnation.TryGetValue(append.Incarnation, out var streams)
        && append.Slices.Any(slice => streams.Contains(slice.Stream));

    public void Spread(Append append)
    {
        if (!streamsByIncarnation.TryGetValue(append.Incarnation, out var streams))
            streamsByIncarnation[append.Incarnation] = streams = [];
        foreach (var slice in append.Slices) streams.Add(slice.Stream);
    }

    public void Release(long incarnation) => streamsByIncarnation.Remove(incarnation);
}
