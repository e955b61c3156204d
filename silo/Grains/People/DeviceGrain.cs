using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A field device: whose it is, and the hash of what it is known by.</summary>
[GrainType(GrainNames.Device)]
public sealed class DeviceGrain(SiloContext silo) : RecordGrain<DeviceEvent, DeviceState>(DeviceStream.Kind, silo), IDeviceGrain
{
    public Task<DeviceReply> Change(ChangeDevice command) => Change(state => Decide(state, command), $"device {Key} was not changed");

    public async Task<DeviceView> View(DeviceQuery query)
    {
        using var request = Admit();
        var device = await Loaded();
        if (device.Seq == 0) return new DeviceView();
        return new DeviceView
        {
            Found = true, Revoked = device.IsRevoked, Binding = device.Binding,
            TokenHash = device.Enrolled?.TokenHash ?? Google.Protobuf.ByteString.Empty, UntilUs = device.Enrolled?.UntilUs ?? 0, Quarantined = device.IsQuarantined,
        };
    }

    protected override ulong SeqOf(DeviceState state) => state.Seq;

    private Decided<DeviceReply> Decide(DeviceState device, ChangeDevice command)
    {
        var decision = command.KindCase switch
        {
            ChangeDevice.KindOneofCase.Invite => DeviceDecider.Invite(command.Invite.Binding ?? new DeviceBinding(), command.Invite.CodeHash.ToByteArray(), command.AtUs),
            ChangeDevice.KindOneofCase.Enrol => DeviceDecider.Enrol(device, command.Enrol.CodeHash.ToByteArray(), command.Enrol.TokenHash.ToByteArray(), command.AtUs),
            ChangeDevice.KindOneofCase.Revoke => DeviceDecider.Revoke(device),
            ChangeDevice.KindOneofCase.Quarantine => DeviceDecider.Quarantine(device),
            ChangeDevice.KindOneofCase.IssueKey => DeviceDecider.IssueKey(device, command.IssueKey.Binding ?? new DeviceBinding(), command.IssueKey.TokenHash.ToByteArray(), command.AtUs),
            _ => throw new ArgumentException("a change of a device of no kind that this program knows"),
        };
        var reply = new DeviceReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Refused.Length == 0 && decision.Event is not null };
        if (decision.Event is not { } e) return new(reply);
        device.Apply(e);
        return new(reply, DraftOf(device, e, (int)e.KindCase, CommandContext.Of(command, Silo)));
    }
}
