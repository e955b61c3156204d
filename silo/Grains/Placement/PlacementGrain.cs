using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>
/// Decides where grids run. Its stream is the audit and its seq the version, so a plan of an older version is refused by
/// whatever process hosts this grain, even where two believe that they do: one of them conflicts, loads and decides again.
/// </summary>
[GrainType(GrainNames.Placement)]
public sealed class PlacementGrain(SiloContext silo) : StreamGrain<PlacementState>(silo), IPlacementGrain
{
    public async Task<PlacementAnswer> Change(ChangePlacement command)
    {
        using var request = Admit();
        var (answer, undone) = await Run(_ => null, state => Decide(state, command));
        if (undone != CommitStatus.Committed) throw new NotDurableException($"the placement was not changed: {undone}. Ask again.");
        if (answer!.Refused.Length == 0) await Silo.Silos.Tell(silo => silo.RefreshPlacement());
        return answer;
    }

    protected override ulong SeqOf(PlacementState state) => state.Table.Version;

    protected override PlacementState Fold(StreamHistory history)
    {
        var state = new PlacementState();
        foreach (var facts in history.Tail) state.Apply(PlacementEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
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
        return new Draft([new StreamSlice(GrainNames.Placement, seq, [new JournalEvent(e.ToByteArray())])], [], rows);
    }
}
