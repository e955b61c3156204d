using Orleans;
using RealtimeGov.Domain.Receipts;
using RealtimeGov.Projections.Receipts;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Receipts;

/// <summary>A slip of paper: for which report or which unit's work it is good. What it says is read from its stream, without waking anybody.</summary>
[GrainType(GrainNames.Receipt)]
public sealed class ReceiptGrain(SiloContext silo) : RecordGrain<ReceiptEvent, ReceiptState>(ReceiptStream.Kind, silo), IReceiptGrain
{
    public Task<ReceiptReply> Change(ChangeReceipt command) => Change(state => Decide(state, command), "the receipt was not stored");

    protected override ulong SeqOf(ReceiptState state) => state.Seq;

    private Decided<ReceiptReply> Decide(ReceiptState state, ChangeReceipt command)
    {
        if (state.Decide(command) is not { } e) return new(new ReceiptReply());
        state.Apply(e);
        return new(
            new ReceiptReply { Changed = true },
            DraftOf(state, e, (int)e.KindCase, CommandContext.Of(command, Silo)));
    }
}
