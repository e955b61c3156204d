using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A person with a sign-in name, which is the key: of one name there is one person.</summary>
public interface IPersonGrain : IGrainWithStringKey
{
    /// <summary>Registers, grants, ends, sets a password. Whether the caller may is decided before; the same twice changes nothing.</summary>
    Task<PersonReply> Change(ChangePerson command);

    /// <summary>With the hash of the password, for sign-in alone.</summary>
    Task<PersonView> View(PersonQuery query);
}
