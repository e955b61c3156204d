using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Hooks;

/// <summary>A hook, keyed by its id: what it is told, how far it came, and which gateway delivers.</summary>
public interface IHookGrain : IGrainWithStringKey
{
    /// <summary>Idempotent: no event if it is so.</summary>
    Task<HookReply> Change(ChangeHook command);

    /// <summary>Lets one gateway deliver for a while: whoever asked last, until it has not asked for some seconds.</summary>
    Task<HookView> View(HookQuery query);
}
