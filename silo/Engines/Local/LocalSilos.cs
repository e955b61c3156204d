using System.Collections.Concurrent;
using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Engines.Local;

/// <summary>The silos of this process by name, living and lost.</summary>
internal sealed class LocalSilos : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LocalSilo?> byName = new(StringComparer.Ordinal); // null: lost

    public IReadOnlyList<Member> Members =>
        [.. byName.OrderBy(silo => silo.Key, StringComparer.Ordinal).Select(silo => new Member(silo.Key, silo.Value is not null))];

    /// <summary>Null for one that does not live.</summary>
    public LocalSilo? Find(string? name) => name is not null && byName.TryGetValue(name, out var silo) ? silo : null;

    /// <exception cref="InvalidOperationException">One of that name lives.</exception>
    public void Add(LocalSilo silo)
    {
        var added = byName.TryAdd(silo.Name, silo) || byName.TryUpdate(silo.Name, silo, null);
        if (!added) throw new InvalidOperationException($"a silo named {silo.Name} lives already");
    }

    /// <exception cref="InvalidOperationException">None of that name lives.</exception>
    public LocalSilo Remove(string name)
    {
        if (Find(name) is not { } silo || !byName.TryUpdate(name, null, silo)) throw new InvalidOperationException($"no silo named {name} lives");
        return silo;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(byName.Values.OfType<LocalSilo>().Select(silo => silo.DisposeAsync().AsTask()));
}
