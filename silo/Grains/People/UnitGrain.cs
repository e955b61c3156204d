using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A unit as defined last.</summary>
[GrainType(GrainNames.Unit)]
public sealed class UnitGrain(SiloContext silo) : StreamGrain<UnitState>(silo), IUnitGrain
{
    public async Task<UnitReply> Define(DefineUnit command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        if (undone != CommitStatus.Committed) throw new NotDurableException($"unit {Key} was not defined: {undone}. Send it again.");
        if (reply!.Changed) await Silo.Silos.Tell(silo => silo.RefreshTown()); // issues are routed to it
        return reply;
    }

    protected override ulong SeqOf(UnitState state) => state.Seq;

    protected override UnitState Fold(StreamHistory history)
    {
        var state = new UnitState(Key);
        foreach (var facts in history.Tail) state.Apply(UnitEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<UnitReply> Decide(UnitState unit, DefineUnit command)
    {
        var decision = UnitDecider.Define(unit, command.Unit, Silo.Town.Regions.At(command.AtUs));
        var reply = new UnitReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null };
        if (decision.Event is not { } e) return new(reply);
        unit.Apply(e);
        return new(reply, Draft.OfOne(UnitStream.Kind, Stream, Key, unit.Seq, e, (int)e.KindCase, unit, CommandContext.Of(command, Silo).Envelope(Silo)));
    }
}
