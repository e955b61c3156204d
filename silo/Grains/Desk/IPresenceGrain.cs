using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>Who has an issue open, whichever gateway they work through; keyed by the issue's id. In memory alone: gateways tell it again.</summary>
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>Shows who has the issue open at one gateway to every gateway at which somebody has, and to this one who has there. Idempotent.</summary>
    Task<IssuePresence> Show(GatewayPresence here);
}
