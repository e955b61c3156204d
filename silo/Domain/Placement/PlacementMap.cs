using System.Collections.Immutable;

namespace RealtimeGov.Domain.Placement;

/// <summary>A silo that has been part of the town, and whether it is now.</summary>
public readonly record struct Member(string Name, bool IsLive);

/// <summary>
/// Where everything runs by one table and one membership. Immutable; silos that hold the same two find the same without
/// asking each other.
/// </summary>
public sealed class PlacementMap
{
    private readonly ImmutableSortedDictionary<string, bool> liveByName;
    private readonly IReadOnlyList<WeightedSilo> takers;

    /// <exception cref="ArgumentException">Two members of one name.</exception>
    public PlacementMap(PlacementTable table, IReadOnlyList<Member> members)
    {
        Table = table;
        Members = members;
        // What an earlier run knew is not forgotten: it counts as dead.
        var known = ImmutableSortedDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var silo in table.Settings.Keys.Concat(table.Assignments.Values.Select(a => a.Silo))) known[silo] = false;
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!named.Add(member.Name)) throw new ArgumentException($"two silos are named {member.Name}");
            known[member.Name] = member.IsLive;
        }
        liveByName = known.ToImmutable();
        var live = liveByName.Where(silo => silo.Value).Select(silo => silo.Key).ToList();
        var taking = live.Where(silo => !table.SettingOf(silo).Draining).ToList();
        // A town whose last other silo died runs on what is being drained, rather than not at all.
        takers = [.. (taking.Count > 0 ? taking : live).Select(silo => new WeightedSilo(silo, table.SettingOf(silo).Weight))];
    }

    public PlacementTable Table { get; }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>Every silo ever seen, in the order of names.</summary>
    public IEnumerable<string> Silos => liveByName.Keys;

    /// <summary>The silos that take grids, in the order of names.</summary>
    public IReadOnlyList<WeightedSilo> Takers => takers;

    public bool IsKnown(string silo) => liveByName.ContainsKey(silo);

    public bool IsLive(string silo) => liveByName.GetValueOrDefault(silo);

    public bool IsDraining(string silo) => Table.SettingOf(silo).Draining;

    public bool IsPinned(string grid) => Table.Assignments.TryGetValue(grid, out var assigned) && assigned.Pinned;

    /// <summary>Where the grid runs: the silo it is assigned to if that takes grids, else by rendezvous. Null while no silo lives.</summary>
    public string? SiloOfGrid(string grid) =>
        Table.Assignments.TryGetValue(grid, out var assigned) && Takes(assigned.Silo) ? assigned.Silo : SiloOf(KeyOfGrid(grid));

    /// <summary>What an automatic grid is placed by.</summary>
    public static string KeyOfGrid(string grid) => $"grid/{grid}";

    /// <summary>Where anything else runs, by rendezvous on its key. Null while no silo lives.</summary>
    public string? SiloOf(string key) => Rendezvous.Winner(key, takers);

    /// <summary>The grids that are assigned otherwise than before; null where anything may have moved, grid or not.</summary>
    public IReadOnlySet<string>? ReassignedSince(PlacementMap before)
    {
        if (!takers.SequenceEqual(before.takers)) return null;
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (grid, assigned) in Table.Assignments)
            if (!before.Table.Assignments.TryGetValue(grid, out var was) || was.Silo != assigned.Silo) changed.Add(grid);
        foreach (var grid in before.Table.Assignments.Keys)
            if (!Table.Assignments.ContainsKey(grid)) changed.Add(grid);
        return changed;
    }

    private bool Takes(string silo)
    {
        foreach (var taker in takers)
            if (taker.Silo == silo) return true;
        return false;
    }
}
