using System.Collections.Concurrent;
using RealtimeGov.Engines.Orleans.Grains;

namespace RealtimeGov.Engines.Orleans.Placing;

/// <summary>The actors awake on this silo.</summary>
internal sealed class Residents
{
    private readonly ConcurrentDictionary<ActorGrain, bool> awake = new();

    public int Count => awake.Count;

    public IEnumerable<ActorGrain> All => awake.Select(entry => entry.Key);

    public void Add(ActorGrain actor) => awake[actor] = true;

    public void Remove(ActorGrain actor) => awake.TryRemove(actor, out _);
}
