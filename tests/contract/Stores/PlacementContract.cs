using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Placement;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What every store keeps of where grids run.</summary>
public abstract partial class StoreContract
{
    private static readonly AssignmentRow A1 = new("A", "silo-1", Pinned: true, 1);

    [Fact]
    public async Task The_placement_is_empty_before_it_is_first_changed()
    {
        var rows = await Journal.ReadModel.Placement(default);
        Assert.Equal(0ul, rows.Version);
        Assert.Empty(rows.Assignments);
        Assert.Empty(rows.Settings);
        Assert.Empty(await Journal.ReadModel.Audit(0, 50, default));
    }

    [Fact]
    public async Task J9_the_placement_s_rows_are_absolute_and_an_older_one_does_not_replace_them()
    {
        await Committed(Placed(1, A1, new SiloSettingRow("silo-2", Draining: false, 2.5, 1)));
        await Committed(Placed(2, new AssignmentRow("B", "", false, 2), new SiloSettingRow("silo-2", Draining: true, 2.5, 2)));
        await Committed(WithRows(Make("grid/Z", 1), rows =>
        {
            rows.Add(AssignmentProjection.Row(new AssignmentRow("B", "silo-9", true, 1)));
            rows.Add(SiloSettingProjection.Row(new SiloSettingRow("silo-2", false, 9, 1)));
        }));
        await Reopen();
        var rows = await Journal.GrainsReadModel.Placement(default);
        Assert.Equal(2ul, rows.Version);
        Assert.Equal([A1, new AssignmentRow("B", "", false, 2)], rows.Assignments);
        Assert.Equal([new SiloSettingRow("silo-2", true, 2.5, 2)], rows.Settings);
    }

    [Fact]
    public async Task J9_of_one_batch_the_latest_assignment_and_setting_stay()
    {
        await Committed(
            Placed(1, A1, new SiloSettingRow("silo-1", true, 1, 1)),
            Placed(2, A1 with { Silo = "silo-2", Seq = 2 }, new SiloSettingRow("silo-1", false, 1, 2)));
        var rows = await Journal.ReadModel.Placement(default);
        Assert.Equal([A1 with { Silo = "silo-2", Seq = 2 }], rows.Assignments);
        Assert.Equal([new SiloSettingRow("silo-1", false, 1, 2)], rows.Settings);
    }

    [Fact]
    public async Task The_audit_comes_newest_first_and_page_by_page()
    {
        for (var seq = 1ul; seq <= 5; seq++) await Committed(Placed(seq, A1 with { Seq = seq }));
        Assert.Equal([Line(5), Line(4)], await Journal.ReadModel.Audit(0, 2, default));
        Assert.Equal([Line(3), Line(2)], await Journal.ReadModel.Audit(4, 2, default));
        Assert.Equal([Line(1)], await Journal.ReadModel.Audit(2, 50, default));
    }

    private static AuditRow Line(ulong seq) => new(seq, 1_000 + (long)seq, "王主任", "move", "A", "automatic (silo-1)", "silo-1, pinned");

    private static Append Placed(ulong seq, AssignmentRow assignment, params SiloSettingRow[] settings) =>
        WithRows(Make("placement", seq, number: (long)seq), rows =>
        {
            rows.Add(AssignmentProjection.Row(assignment));
            foreach (var setting in settings) rows.Add(SiloSettingProjection.Row(setting));
            rows.Add(AuditProjection.Row(Line(seq)));
        });

    private static Append WithRows(Append append, Action<ReadRows> add)
    {
        add(append.Rows);
        return append;
    }
}
