using System.Collections.Immutable;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Grains.Placement;

/// <summary>The placement as the read model has it, with the silos that are known to live; held in memory.</summary>
public sealed class PlacementView(IReadModel readModel) : IPlacementView
{
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly Lock gate = new();
    private volatile Held held = new(new PlacementMap(PlacementTable.Empty, []));
    private long asked; // for a refresh, so often
    private long answered; // up to this one of them, by a read that began after it

    /// <summary>Told of each change, in order, before anybody who waits for it: from which map to which. It must not wait.</summary>
    public event Action<PlacementMap, PlacementMap>? Changed;

    public PlacementMap Current => held.Map;

    /// <summary>True when a refresh was asked for and has not succeeded.</summary>
    public bool IsBehind => Volatile.Read(ref asked) != Volatile.Read(ref answered);

    public async Task<PlacementMap> After(PlacementMap seen, CancellationToken cancellation)
    {
        for (var now = held; ; now = held)
        {
            if (!ReferenceEquals(now.Map, seen)) return now.Map;
            await now.Replaced.Task.WaitAsync(cancellation);
        }
    }

    public async Task Refresh(CancellationToken cancellation)
    {
        var mine = Interlocked.Increment(ref asked);
        await refreshing.WaitAsync(cancellation); // one after another: an older read must not replace a newer one
        try
        {
            // All who came while the last read was under way share this one. With a read each, more changes a second than
            // there is time to read would wait in a line without end, and every caller who asks again would lengthen it.
            if (answered >= mine) return;
            var all = Volatile.Read(ref asked);
            var rows = await readModel.Placement(cancellation);
            if (rows.Version > Current.Table.Version) Replace(map => new PlacementMap(ToTable(rows), map.Members));
            answered = all;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>The membership's word on which silos there are.</summary>
    /// <exception cref="ArgumentException">Two of one name.</exception>
    public void Know(IReadOnlyList<Member> members) => Replace(map => new PlacementMap(map.Table, members));

    /// <summary>Shows what another view of this process shows, but no older table.</summary>
    public void Follow(PlacementMap other) =>
        Replace(map => map.Table.Version > other.Table.Version ? new PlacementMap(map.Table, other.Members) : other);

    private void Replace(Func<PlacementMap, PlacementMap> next)
    {
        lock (gate)
        {
            var before = held;
            held = new Held(next(before.Map));
            Changed?.Invoke(before.Map, held.Map);
            before.Replaced.SetResult();
        }
    }

    private static PlacementTable ToTable(PlacementRows rows) => new(
        rows.Version,
        rows.Assignments.Where(row => row.Silo.Length > 0)
            .ToImmutableDictionary(row => row.Grid, row => new GridAssignment(row.Silo, row.Pinned), StringComparer.Ordinal),
        rows.Settings.ToImmutableDictionary(row => row.Silo, row => new SiloSetting(row.Draining, row.Weight), StringComparer.Ordinal));

    private sealed record Held(PlacementMap Map)
    {
        // Asynchronously: who waits must not run under the gate.
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
