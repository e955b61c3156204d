using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Receipts;

/// <summary>A slip of paper, keyed by the hash of its code.</summary>
public interface IReceiptGrain : IGrainWithStringKey
{
    /// <summary>Gives or spends it. Idempotent: no event if it is so.</summary>
    Task<ReceiptReply> Change(ChangeReceipt command);
}
