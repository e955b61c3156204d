using RealtimeGov.Grains.Client;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>Accounts of the town's grains.</summary>
internal sealed class TownAccounts(ITownClient town, IReadModel readModel) : IAccounts
{
    public Task<PersonView> Person(string id) => town.ViewPerson(id, new PersonQuery());

    public Task<PersonReply> Change(string id, ChangePerson command) => town.Change(id, command);

    public Task<DeviceView> Device(string id) => town.ViewDevice(id, new DeviceQuery());

    public Task<DeviceReply> Change(string id, ChangeDevice command) => town.Change(id, command);

    public async Task<bool> IsEmpty(CancellationToken cancellation) =>
        (await readModel.Query(SignInCount.Now, cancellation)).Sum(count => count.People) == 0;
}
