using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>The hand-over of one desk. A note is erased with the next one: it is about days, and about people.</summary>
[GrainType(GrainNames.Handover)]
public sealed class HandoverGrain(SiloContext silo) : StreamGrain<HandoverState>(silo), IHandoverGrain
{
    public async Task<HandoverReply> Change(ChangeHandover command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"the hand-over of {Key} was not stored: {undone}. Send it again.");
    }

    protected override ulong SeqOf(HandoverState state) => state.Seq;

    protected override HandoverState Fold(StreamHistory history)
    {
        var state = new HandoverState(Key);
        foreach (var facts in history.Tail) state.Apply(HandoverEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<HandoverReply> Decide(HandoverState state, ChangeHandover command)
    {
        var decision = HandoverDecider.Decide(state, command);
        if (decision.Event is not { } e) return new(new HandoverReply { Refused = decision.Refused, Version = state.Seq });
        var before = state.NoteSeq;
        state.Apply(e);
        var content = e.Written is null ? null : new ContentRow("", LocalDay.Of(command.AtUs, Silo.Town.Regions.At(command.AtUs).ZoneOf(Key)), command.Write.ToByteArray());
        var draft = Draft.OfOne(HandoverStream.Kind, Stream, Key, state.Seq, e, (int)e.KindCase, state, CommandContext.Of(command, Silo).Envelope(Silo), content);
        return new(new HandoverReply { Changed = true, Version = state.Seq }, e.Written is not null && before > 0 ? draft with { Erasures = [new Erasure(Stream, before, before)] } : draft);
    }
}
