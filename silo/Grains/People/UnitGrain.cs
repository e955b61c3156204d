using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A unit as defined last.</summary>
[GrainType(GrainNames.Unit)]
public sealed class UnitGrain(SiloContext silo) : RecordGrain<UnitEvent, UnitState>(UnitStream.Kind, silo), IUnitGrain
{
    public async Task<UnitReply> Define(DefineUnit command)
    {
        var reply = await Change(state => Decide(state, command), $"unit {Key} was not defined");
        if (reply.Changed) await Silo.Silos.Tell(silo => silo.RefreshTown()); // issues are routed to it
        return reply;
    }

    protected override ulong SeqOf(UnitState state) => state.Seq;

    private Decided<UnitReply> Decide(UnitState unit, DefineUnit command)
    {
        var decision = UnitDecider.Define(unit, command.Unit, Silo.Town.Regions.At(command.AtUs));
        var reply = new UnitReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null };
        if (decision.Event is not { } e) return new(reply);
        unit.Apply(e);
        return new(reply, DraftOf(unit, e, (int)e.KindCase, CommandContext.Of(command, Silo)));
    }
}
