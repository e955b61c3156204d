using RealtimeGov.Domain.Settings;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>What the town has said of its loop: its settings, and the units that are registered. The same instance until something of it changes.</summary>
public sealed record TownLoop(LoopSetup Setup, IReadOnlyList<Unit> Units)
{
    public static TownLoop None { get; } = new(LoopSetup.None, []);

    /// <summary>This one where nothing has changed; calendars that are as they were are kept as they are.</summary>
    public TownLoop Become(IReadOnlyList<SettingRow> rows, IReadOnlyList<Unit> units)
    {
        var setup = Setup;
        foreach (var row in rows) setup = setup.With(row.Setting);
        return ReferenceEquals(setup, Setup) && units.SequenceEqual(Units) ? this : new TownLoop(setup, units);
    }
}
