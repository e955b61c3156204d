using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>The hand-over of one desk. A note is erased with the next one: it is about days, and about people.</summary>
[GrainType(GrainNames.Handover)]
public sealed class HandoverGrain(SiloContext silo) : RecordGrain<HandoverEvent, HandoverState>(HandoverStream.Kind, silo), IHandoverGrain
{
    public Task<HandoverReply> Change(ChangeHandover command) => Change(state => Decide(state, command), $"the hand-over of {Key} was not stored");

    protected override ulong SeqOf(HandoverState state) => state.Seq;

    private Decided<HandoverReply> Decide(HandoverState state, ChangeHandover command)
    {
        var decision = HandoverDecider.Decide(state, command);
        if (decision.Event is not { } e) return new(new HandoverReply { Refused = decision.Refused, Version = state.Seq });
        var before = state.NoteSeq;
        state.Apply(e);
        var content = e.Written is null ? null : new ContentRow("", LocalDay.Of(command.AtUs, Silo.Town.Regions.At(command.AtUs).ZoneOf(Key)), command.Write.ToByteArray());
        var draft = DraftOf(state, e, (int)e.KindCase, CommandContext.Of(command, Silo), content);
        return new(new HandoverReply { Changed = true, Version = state.Seq }, e.Written is not null && before > 0 ? draft with { Erasures = [new Erasure(Stream, before, before)] } : draft);
    }
}
