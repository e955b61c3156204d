using Orleans;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Privacy;

/// <summary>The releases of one issue. They are a stream of their own: whatever is hidden, the issue and its clocks go on.</summary>
[GrainType(GrainNames.Release)]
public sealed class ReleaseGrain(SiloContext silo) : StreamGrain<ReleaseState>(silo), IReleaseGrain
{
    public async Task<ReleaseReply> Change(ChangeRelease command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"what is shown of issue {Key} was not changed: {undone}. Send it again.");
    }

    protected override ulong SeqOf(ReleaseState state) => state.Seq;

    protected override ReleaseState Fold(StreamHistory history)
    {
        var state = new ReleaseState(Key);
        foreach (var facts in history.Tail) state.Apply(ReleaseEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<ReleaseReply> Decide(ReleaseState state, ChangeRelease command)
    {
        var decision = ReleaseDecider.Decide(state, command);
        if (decision.Event is not { } e) return new(new ReleaseReply { Refused = decision.Refused, Row = state.ToRow() });
        state.Apply(e);
        return new(
            new ReleaseReply { Changed = true, Row = state.ToRow() },
            Draft.OfOne(ReleaseStream.Kind, Stream, Key, state.Seq, e, (int)e.KindCase, state, CommandContext.Of(command, Silo).Envelope(Silo)));
    }
}
