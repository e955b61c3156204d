using Orleans;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Placement;
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
        return decision.Event is null ? new(answer) : new(answer, ToDraft(state.Table, decision.Event, CommandContext.Of(command, Silo).Envelope(Silo)));
    }

    private static Draft ToDraft(PlacementTable table, PlacementEvent e, Envelope envelope)
    {
        var (seq, rows) = (table.Version, new ReadRows());
        var run = new StreamRun<PlacementEvent>(GrainNames.Placement, GrainNames.Placement, [new Recorded<PlacementEvent>(seq, e, envelope)]);
        PlacementStream.Kind.Project(run, table, rows);
        return new Draft(envelope, [new StreamSlice(GrainNames.Placement, seq, [PlacementStream.Kind.ToJournal(e, (int)e.KindCase)])], [], rows);
    }
}
