using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>People and devices as their grains have them.</summary>
/// <remarks>Each throws <see cref="Grains.NotDurableException"/> where no answer comes in time: send it again.</remarks>
public interface IAccounts
{
    Task<PersonView> Person(string id);

    Task<PersonReply> Change(string id, ChangePerson command);

    Task<DeviceView> Device(string id);

    Task<DeviceReply> Change(string id, ChangeDevice command);

    /// <summary>True while nobody can sign in: the first administrator is still to come.</summary>
    Task<bool> IsEmpty(CancellationToken cancellation);
}
