using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>People, devices and units without grains: decided by the domain's own deciders, kept in memory.</summary>
internal sealed class FakePeople(FakeDirectory directory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (PersonState State, RegisterPerson? Name, string Hash)> people = [];
    private readonly Dictionary<string, DeviceState> devices = [];
    private readonly Dictionary<string, Google.Protobuf.ByteString> factors = [];
    private readonly Dictionary<string, Unit> units = [];

    /// <summary>Who asked for each change, in order.</summary>
    public List<CommandOrigin?> Origins { get; } = [];

    public void ShowIn(FakeReadModel readModel)
    {
        readModel.Rowsets[typeof(SignInCount)] = () => [new SignInCount(people.Values.Count(person => person.Hash.Length > 0 && !person.State.HasLeft))];
        readModel.Rowsets[typeof(PersonGrantRow)] = () => people.Values.Where(person => !person.State.HasLeft)
            .SelectMany(person => person.State.Grants.Select(grant => new PersonGrantRow(person.State.Id, person.Name!.Name, grant)));
        readModel.Rowsets[typeof(UnitRow)] = () => units.Values.Select(unit => new UnitRow(unit));
    }

    public Task<PersonView> Person(string id)
    {
        lock (gate)
        {
            if (!people.TryGetValue(id, out var person)) return Task.FromResult(new PersonView());
            var view = new PersonView
            {
                Found = true, HasLeft = person.State.HasLeft, SessionsSince = person.State.SessionsSince, Seq = person.State.Seq,
                Name = person.Name!.Name, Telephone = person.Name.Telephone, PasswordHash = person.Hash, SecondFactor = factors.GetValueOrDefault(id, Google.Protobuf.ByteString.Empty),
            };
            view.Grants.AddRange(person.State.GrantsHeld);
            return Task.FromResult(view);
        }
    }

    public Task<PersonReply> Change(string id, ChangePerson command)
    {
        lock (gate)
        {
            Origins.Add(command.Origin);
            var person = people.GetValueOrDefault(id, (new PersonState(id), null, ""));
            var tree = directory.Regions.At(command.AtUs);
            var decider = new PersonDecider(tree, units.ContainsKey, LocalDay.Of(command.AtUs, tree.Zone));
            var decision = command.KindCase switch
            {
                ChangePerson.KindOneofCase.Register => PersonDecider.Register(person.State, command.Register, person.Name),
                ChangePerson.KindOneofCase.Give => decider.Give(person.State, command.Give),
                ChangePerson.KindOneofCase.End => decider.End(person.State, command.End.Number, command.End.LastDate),
                ChangePerson.KindOneofCase.PasswordHash => PersonDecider.SetPassword(person.State),
                ChangePerson.KindOneofCase.EndSessions => PersonDecider.EndSessions(person.State),
                ChangePerson.KindOneofCase.Leave => PersonDecider.Leave(person.State),
                ChangePerson.KindOneofCase.Return => PersonDecider.Return(person.State),
                ChangePerson.KindOneofCase.SecondFactor => PersonDecider.SetSecondFactor(person.State),
                ChangePerson.KindOneofCase.DropSecondFactor => PersonDecider.DropSecondFactor(person.State),
                ChangePerson.KindOneofCase.Erase => PersonDecider.Erase(person.State),
                _ => throw new ArgumentException("no kind"),
            };
            if (decision.Event is { } e)
            {
                person.State.Apply(e);
                if (e.SecondFactorSet is not null) factors[id] = command.SecondFactor;
                if (e.SecondFactorDropped is not null) factors.Remove(id);
                people[id] = (person.State, command.Register ?? person.Name, command.KindCase == ChangePerson.KindOneofCase.PasswordHash ? command.PasswordHash : person.Hash);
            }
            return Task.FromResult(new PersonReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null });
        }
    }

    public Task<DeviceView> Device(string id)
    {
        lock (gate)
            return Task.FromResult(devices.TryGetValue(id, out var device)
                ? new DeviceView
                {
                    Found = true, Revoked = device.IsRevoked, Binding = device.Binding,
                    TokenHash = device.Enrolled?.TokenHash ?? Google.Protobuf.ByteString.Empty, UntilUs = device.Enrolled?.UntilUs ?? 0,
                }
                : new DeviceView());
    }

    public Task<DeviceReply> Change(string id, ChangeDevice command)
    {
        lock (gate)
        {
            var device = devices.GetValueOrDefault(id, new DeviceState(id));
            var decision = command.KindCase switch
            {
                ChangeDevice.KindOneofCase.Invite => DeviceDecider.Invite(command.Invite.Binding, command.Invite.CodeHash.ToByteArray(), command.AtUs),
                ChangeDevice.KindOneofCase.Enrol => DeviceDecider.Enrol(device, command.Enrol.CodeHash.ToByteArray(), command.Enrol.TokenHash.ToByteArray(), command.AtUs),
                ChangeDevice.KindOneofCase.Revoke => DeviceDecider.Revoke(device),
                ChangeDevice.KindOneofCase.IssueKey => DeviceDecider.IssueKey(device, command.IssueKey.Binding, command.IssueKey.TokenHash.ToByteArray(), command.AtUs),
                _ => throw new ArgumentException("no kind"),
            };
            if (decision.Event is { } e)
            {
                device.Apply(e);
                devices[id] = device;
            }
            return Task.FromResult(new DeviceReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null && decision.Refused.Length == 0 });
        }
    }

    public Task<UnitReply> Define(DefineUnit command)
    {
        lock (gate)
        {
            var decision = UnitDecider.Define(new UnitState(command.Unit.Id), command.Unit, directory.Regions.At(command.AtUs));
            if (decision.Event is not null) units[command.Unit.Id] = command.Unit;
            return Task.FromResult(new UnitReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null });
        }
    }
}
