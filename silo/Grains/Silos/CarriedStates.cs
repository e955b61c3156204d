using System.Collections.Concurrent;
using Orleans.Runtime;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Silos;

/// <summary>
/// What grains on the move left with or came with lately. Orleans gives a migrating grain's state to the activation that it
/// makes where the grain is going, and drops it when a request that was still under way to the old place wakes the grain
/// there first: that one finds it here.
/// </summary>
public sealed class CarriedStates(TimeProvider time)
{
    /// <summary>Longer than a move takes; what is carried are leases of as many seconds.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<GrainId, (MigrationState State, long Since)> kept = new();

    public void Keep(GrainId grain, MigrationState state) => kept[grain] = (state, time.GetTimestamp());

    /// <summary>The latest of the grain; null when it carried nothing, or not lately.</summary>
    public MigrationState? Of(GrainId grain) => kept.TryGetValue(grain, out var entry) ? entry.State : null;

    public void ForgetOld()
    {
        foreach (var entry in kept)
            if (time.GetElapsedTime(entry.Value.Since) > KeptFor) kept.TryRemove(entry);
    }
}
