namespace RealtimeGov.Journal.Stores;

/// <summary>Who says how the store is. Each replaces only what itself said.</summary>
public enum StoreWitness
{
    /// <summary>The last commit. One that fails is tried again each second: what is not said again grows old.</summary>
    Commits,

    /// <summary>The question whether anything can be written, which is asked where nobody commits.</summary>
    Probe,

    /// <summary>The comparison of figures with the journal.</summary>
    Figures,

    /// <summary>Whoever met damage: it does not go away by itself.</summary>
    Damage,
}

/// <summary>A store's present state: the worst that its witnesses say. Safe for use from many threads.</summary>
public sealed class StoreHealth(TimeProvider time)
{
    /// <summary>A failed commit whose silo is gone is not tried again: by then others may find out for themselves.</summary>
    public static readonly TimeSpan CommitsCountFor = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly StoreState[] said = [.. Enum.GetValues<StoreWitness>().Select(_ => StoreState.Ok)];
    private volatile StoreState current = StoreState.Ok;
    private long commitFailedAt;

    public StoreState Current
    {
        get
        {
            if (current.IsOk) return current;
            lock (gate)
            {
                if (!said[(int)StoreWitness.Commits].IsOk && time.GetElapsedTime(commitFailedAt) > CommitsCountFor)
                    Say(StoreWitness.Commits, StoreState.Ok);
                return current;
            }
        }
    }

    /// <summary>Told of each change, one at a time. It must not wait, and must not tell.</summary>
    public event Action<StoreState>? Changed;

    public void Tell(StoreWitness witness, StoreState state)
    {
        if (state.IsOk && current.IsOk) return; // after every commit
        lock (gate)
        {
            // The first damage is told until the end: what comes after it is mostly its consequence.
            if (witness == StoreWitness.Damage && !said[(int)witness].IsOk) return;
            if (witness == StoreWitness.Commits && !state.IsOk) commitFailedAt = time.GetTimestamp();
            Say(witness, state);
        }
    }

    private void Say(StoreWitness witness, StoreState state)
    {
        said[(int)witness] = state;
        var worst = said.MaxBy(s => s.Trouble)!;
        if (worst.Trouble == current.Trouble && worst.Place == current.Place) return; // other words of the same are no news
        current = worst;
        Changed?.Invoke(worst);
    }
}
