using Google.Protobuf;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>
/// Decides where grids run. Its stream is the audit and its seq the version, so a plan of an older version is refused by
/// whatever process hosts this actor, even where two believe that they do: one of them conflicts, loads and decides again.
/// </summary>
public sealed class PlacementActor(Silo silo) : Journaled<PlacementState>(StreamNames.Placement, silo), IPlacement, IActor
{
    public bool IsIdle => IsSettled;

    public async Task<PlacementAnswer> Change(ChangePlacement command)
    {
        var (answer, undone) = await Run(_ => null, state => Decide(state, command));
        if (undone != CommitStatus.Committed) throw new NotDurableException($"the placement was not changed: {undone}. Ask again.");
        await Show();
        return answer!;
    }

    public void Tick() { }

    protected override ulong SeqOf(PlacementState state) => state.Table.Version;

    protected override PlacementState Fold(StreamHistory history)
    {
        var state = new PlacementState();
        foreach (var facts in history.Tail) state.Apply(PlacementEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    // What was decided is durable, whether it can be read just now or not; the silo reads it again by itself.
    private async Task Show()
    {
        try { await Silo.Placement.Refresh(CancellationToken.None); }
        catch (Exception e) { ActorLog.NotShown(Silo.Logger, e.Message); }
    }

    private Decided<PlacementAnswer> Decide(PlacementState state, ChangePlacement command)
    {
        var map = new PlacementMap(state.Table, Silo.Placement.Current.Members);
        var decision = new PlacementDecider(map, Silo.Town.Regions.At(command.AtUs).IsGrid).Decide(command);
        if (decision.Event is { } e) state.Apply(e);
        var answer = new PlacementAnswer { Version = state.Table.Version, Refused = decision.Refused, Detail = decision.Detail };
        return decision.Event is null ? new(answer) : new(answer, ToDraft(state.Table, decision.Event));
    }

    private static Draft ToDraft(PlacementTable table, PlacementEvent e)
    {
        var (seq, rows) = (table.Version, new ReadRows());
        IEnumerable<GridAssigned> assigned = e.Applied?.Moves ?? [];
        if (e.Assigned is not null) assigned = [e.Assigned];
        foreach (var one in assigned) rows.Assignments.Add(new AssignmentRow(one.Grid, one.After.Silo, one.After.Pinned, seq));
        if ((e.Drained?.Silo ?? e.Refilled?.Silo ?? e.Weighed?.Silo) is { } silo && table.SettingOf(silo) is var setting)
            rows.SiloSettings.Add(new SiloSettingRow(silo, setting.Draining, setting.Weight, seq));
        var text = AuditText.Of(e);
        rows.Audit.Add(new AuditRow(seq, e.AtUs, e.By, text.Action, text.Subject, text.Before, text.After));
        return new Draft([new StreamSlice(StreamNames.Placement, seq, [new JournalEvent(e.ToByteArray())])], [], rows);
    }
}
