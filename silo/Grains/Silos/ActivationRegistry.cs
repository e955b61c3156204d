using System.Collections.Concurrent;
using Orleans.Runtime;

namespace RealtimeGov.Grains.Silos;

/// <summary>The grains awake on this silo, and those on their way out.</summary>
public sealed class ActivationRegistry
{
    private readonly ConcurrentDictionary<TownGrain, bool> awake = new();
    private readonly ConcurrentDictionary<TownGrain, bool> parting = new();

    public int Count => awake.Count;

    public IEnumerable<TownGrain> All => awake.Select(entry => entry.Key);

    public void Add(TownGrain grain) => awake[grain] = true;

    /// <summary>It takes no more requests, but holds its name here until it is <see cref="Gone"/>.</summary>
    public void Part(TownGrain grain)
    {
        parting[grain] = true;
        awake.TryRemove(grain, out _);
    }

    public void Gone(TownGrain grain)
    {
        awake.TryRemove(grain, out _);
        parting.TryRemove(grain, out _);
    }

    public bool IsParting(GrainId grain) => parting.Any(entry => entry.Key.Id == grain);
}
