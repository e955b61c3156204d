using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>An organisation on some level, or a station of a trade.</summary>
public interface IUnitGrain : IGrainWithStringKey
{
    /// <summary>Defines it, or replaces what was defined. Idempotent: no event if unchanged.</summary>
    Task<UnitReply> Define(DefineUnit command);
}
