using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Cluster.Grains;

namespace RealtimeGov.Cluster.Placement;

/// <summary>The actors awake on this silo, and those on their way out.</summary>
internal sealed class ActivationRegistry
{
    private readonly ConcurrentDictionary<ActorGrain, bool> awake = new();
    private readonly ConcurrentDictionary<ActorGrain, bool> parting = new();

    public int Count => awake.Count;

    public IEnumerable<ActorGrain> All => awake.Select(entry => entry.Key);

    public void Add(ActorGrain actor) => awake[actor] = true;

    /// <summary>It is called no more, but holds its name here until it is <see cref="Gone"/>.</summary>
    public void Part(ActorGrain actor)
    {
        parting[actor] = true;
        awake.TryRemove(actor, out _);
    }

    public void Gone(ActorGrain actor)
    {
        awake.TryRemove(actor, out _);
        parting.TryRemove(actor, out _);
    }

    public bool IsParting(GrainId actor) => parting.Any(entry => entry.Key.GetGrainId() == actor);
}
