using Orleans;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Privacy;

/// <summary>The releases of one issue. They are a stream of their own: whatever is hidden, the issue and its clocks go on.</summary>
[GrainType(GrainNames.Release)]
public sealed class ReleaseGrain(SiloContext silo) : RecordGrain<ReleaseEvent, ReleaseState>(ReleaseStream.Kind, silo), IReleaseGrain
{
    public Task<ReleaseReply> Change(ChangeRelease command) => Change(state => Decide(state, command), $"what is shown of issue {Key} was not changed");

    protected override ulong SeqOf(ReleaseState state) => state.Seq;

    private Decided<ReleaseReply> Decide(ReleaseState state, ChangeRelease command)
    {
        var decision = ReleaseDecider.Decide(state, command);
        if (decision.Event is not { } e) return new(new ReleaseReply { Refused = decision.Refused, Row = state.ToRow() });
        state.Apply(e);
        return new(
            new ReleaseReply { Changed = true, Row = state.ToRow() },
            DraftOf(state, e, (int)e.KindCase, CommandContext.Of(command, Silo)));
    }
}
