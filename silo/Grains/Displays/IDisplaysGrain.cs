using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Displays;

/// <summary>How the town's wall displays are set. There is one, keyed `displays`; each wall asks once a minute.</summary>
public interface IDisplaysGrain : IGrainWithStringKey
{
    /// <summary>Durable when it answers. Idempotent.</summary>
    /// <exception cref="NotDurableException">The storage does not answer, or refuses: ask again.</exception>
    Task<DisplaysReply> Change(ChangeDisplay command);

    Task<DisplaysReply> View(DisplaysQuery query);
}
