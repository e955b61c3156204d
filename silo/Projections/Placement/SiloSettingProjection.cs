using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Placement;

/// <summary>Each silo's settings as they are after the events that changed one of them.</summary>
public sealed class SiloSettingProjection : IProjection<PlacementEvent, PlacementTable>
{
    private static readonly ReadTable Settings = new(
        "silo_setting", keys: [Column.Text("silo")], values: [Column.Boolean("draining"), Column.Real("weight"), Column.Bigint(ReadTable.Seq)]);

    private static readonly RowShape Shape = Settings.Upsert();

    public ReadTable Table => Settings;

    public void Project(StreamRun<PlacementEvent> run, PlacementTable after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
            if ((e.Drained?.Silo ?? e.Refilled?.Silo ?? e.Weighed?.Silo) is { } silo && after.SettingOf(silo) is var setting)
                to.Add(Row(new SiloSettingRow(silo, setting.Draining, setting.Weight, seq)));
    }

    public static Row Row(SiloSettingRow row) => Shape.Row(row.Silo, row.Draining, row.Weight, row.Seq);
}
