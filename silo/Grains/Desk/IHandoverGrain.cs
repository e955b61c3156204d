using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>What one shift of a desk tells the next one, keyed by the desk's region.</summary>
public interface IHandoverGrain : IGrainWithStringKey
{
    /// <summary>Writes, or takes over. To take over twice is to take over once.</summary>
    Task<HandoverReply> Change(ChangeHandover command);
}
