using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Programmes;

/// <summary>A programme, keyed by kind and id: <c>posts/south</c>.</summary>
public interface IProgrammeGrain : IGrainWithStringKey
{
    /// <summary>Decides on acts in order: all of them or none. Idempotent: no event for what is so already.</summary>
    Task<ProgrammeReply> Change(ChangeProgramme command);
}
