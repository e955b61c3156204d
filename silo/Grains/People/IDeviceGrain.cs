using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A field device: invited, enrolled, revoked.</summary>
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>An invitation, a code that is brought to it, or the end of it. A wrong code is journalled: tries are counted across restarts.</summary>
    Task<DeviceReply> Change(ChangeDevice command);

    Task<DeviceView> View(DeviceQuery query);
}
