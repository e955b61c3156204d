using RealtimeGov.Domain.Receipts;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Receipts;

/// <summary>Streams <c>receipt/{hash}</c>. They have no rows: whoever has a code asks for its own stream, and nobody for a list.</summary>
public static class ReceiptStream
{
    private const string Prefix = "receipt/";

    public static readonly StreamKind<ReceiptEvent, ReceiptState> Kind = new(Prefix, ReceiptEvent.Parser, hash => new ReceiptState(hash), Fold);

    /// <summary>The events of one receipt, in order; none where no such code was handed out.</summary>
    public static ReadQuery<ReceiptEvent> Of(string hash) => new(
        "select facts from journal where stream = @stream order by seq", row => ReceiptEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), ("stream", Prefix + hash));

    private static ReceiptState Fold(ReceiptState state, Recorded<ReceiptEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
