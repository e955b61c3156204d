using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Messages;

/// <summary>A grain that others tell something by the outbox.</summary>
public interface IMessageReceiver : IGrainWithStringKey
{
    /// <summary>
    /// Takes a message once, however often it comes; answered when what it led to is durable. One whose predecessor has not come
    /// is refused, and so is nothing else.
    /// </summary>
    Task<GrainMessageReply> Tell(GrainMessage message);
}
