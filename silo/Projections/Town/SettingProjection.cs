using Google.Protobuf;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Town;

/// <summary>Each of the town's settings as set last, with who set it; what was taken back has a row that says so.</summary>
public sealed class SettingProjection : IProjection<TownEvent, Stateless>
{
    private static readonly ReadTable Settings = new(
        "town_setting", keys: [Column.Text("name")], values: [Column.Bigint(ReadTable.Seq), Column.Message("data", SettingRow.Parser)]);

    private static readonly RowShape Shape = Settings.Upsert();

    public static ReadQuery<SettingRow> All { get; } =
        new("select data from town_setting order by name", row => SettingRow.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)));

    public ReadTable Table => Settings;

    public void Project(StreamRun<TownEvent> run, Stateless after, ReadRows to)
    {
        foreach (var (seq, e, envelope) in run.Events)
        {
            if (e.Setting is not { } changed) continue;
            var row = new SettingRow
            {
                Setting = changed.Setting, SetAtUs = changed.AtUs,
                PrincipalKind = envelope.Principal.KindName, PrincipalId = envelope.Principal.Id,
            };
            to.Add(Shape.Row(LoopSetup.NameOf(changed.Setting), seq, row.ToByteArray()));
        }
    }
}
