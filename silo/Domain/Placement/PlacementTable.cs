using System.Collections.Immutable;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Placement;

/// <summary>What administrators decided, at one version: immutable. Which silos live is not known here.</summary>
/// <param name="Version">The seq of the last change; 0 before the first.</param>
/// <param name="Assignments">By grid; what is automatic has none.</param>
/// <param name="Settings">By silo; one never set has none.</param>
public sealed record PlacementTable(
    ulong Version, ImmutableDictionary<string, GridAssignment> Assignments, ImmutableDictionary<string, SiloSetting> Settings)
{
    public static readonly PlacementTable Empty = new(
        0, ImmutableDictionary.Create<string, GridAssignment>(StringComparer.Ordinal), ImmutableDictionary.Create<string, SiloSetting>(StringComparer.Ordinal));

    public SiloSetting SettingOf(string silo) => Settings.GetValueOrDefault(silo, SiloSetting.Default);

    /// <summary>The table after one more event.</summary>
    public PlacementTable With(PlacementEvent e)
    {
        var next = this with { Version = Version + 1 };
        return e.KindCase switch
        {
            PlacementEvent.KindOneofCase.Assigned => next.With([e.Assigned]),
            PlacementEvent.KindOneofCase.Applied => next.With(e.Applied.Moves),
            PlacementEvent.KindOneofCase.Drained => next.With(e.Drained.Silo, setting => setting with { Draining = true }),
            PlacementEvent.KindOneofCase.Refilled => next.With(e.Refilled.Silo, setting => setting with { Draining = false }),
            PlacementEvent.KindOneofCase.Weighed => next.With(e.Weighed.Silo, setting => setting with { Weight = e.Weighed.After }),
            _ => throw new InvalidOperationException("placement: an event of a kind this program does not know"),
        };
    }

    private PlacementTable With(IEnumerable<GridAssigned> assigned)
    {
        var changed = Assignments.ToBuilder();
        foreach (var one in assigned)
        {
            if (one.After.Silo.Length == 0) changed.Remove(one.Grid);
            else changed[one.Grid] = new GridAssignment(one.After.Silo, one.After.Pinned);
        }
        return this with { Assignments = changed.ToImmutable() };
    }

    private PlacementTable With(string silo, Func<SiloSetting, SiloSetting> change) =>
        this with { Settings = Settings.SetItem(silo, change(SettingOf(silo))) };
}

/// <param name="Pinned">Rebalancing leaves it there.</param>
public readonly record struct GridAssignment(string Silo, bool Pinned);

/// <param name="Draining">It gives its grids to the others and takes none.</param>
/// <param name="Weight">Its share of the load relative to the others: 0.1 to 100.</param>
public readonly record struct SiloSetting(bool Draining, double Weight)
{
    public const double WeightMin = 0.1;
    public const double WeightMax = 100;

    public static readonly SiloSetting Default = new(false, 1);
}
