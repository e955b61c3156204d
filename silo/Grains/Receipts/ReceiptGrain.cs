using Orleans;
using RealtimeGov.Domain.Receipts;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Projections.Receipts;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Receipts;

/// <summary>A slip of paper: for which report or which unit's work it is good. What it says is read from its stream, without waking anybody.</summary>
[GrainType(GrainNames.Receipt)]
public sealed class ReceiptGrain(SiloContext silo) : StreamGrain<ReceiptState>(silo), IReceiptGrain
{
    public async Task<ReceiptReply> Change(ChangeReceipt command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"the receipt was not stored: {undone}. Send it again.");
    }

    protected override ulong SeqOf(ReceiptState state) => state.Seq;

    protected override ReceiptState Fold(StreamHistory history)
    {
        var state = new ReceiptState(Key);
        foreach (var facts in history.Tail) state.Apply(ReceiptEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<ReceiptReply> Decide(ReceiptState state, ChangeReceipt command)
    {
        if (state.Decide(command) is not { } e) return new(new ReceiptReply());
        state.Apply(e);
        return new(
            new ReceiptReply { Changed = true },
            Draft.OfOne(ReceiptStream.Kind, Stream, Key, state.Seq, e, (int)e.KindCase, state, CommandContext.Of(command, Silo).Envelope(Silo)));
    }
}
