using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>A field device as the events tell: whose it is, and by what it is known.</summary>
public sealed class DeviceState(string id)
{
    public string Id => id;

    public ulong Seq { get; private set; }

    /// <summary>The invitation that still waits; null where there is none.</summary>
    public DeviceInvited? Invitation { get; private set; }

    /// <summary>Wrong codes brought to the invitation.</summary>
    public int Failures { get; private set; }

    /// <summary>Null until enrolled.</summary>
    public DeviceEnrolled? Enrolled { get; private set; }

    /// <summary>Null until enrolled.</summary>
    public DeviceBinding? Binding { get; private set; }

    public bool IsRevoked { get; private set; }

    /// <summary>Revoked because it is in the wrong hands: what it sent may be withdrawn together. Until it is enrolled anew.</summary>
    public bool IsQuarantined { get; private set; }

    public void Apply(DeviceEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case DeviceEvent.KindOneofCase.Invited:
                (Invitation, Failures) = (e.Invited, 0);
                break;
            case DeviceEvent.KindOneofCase.Failed:
                Failures++;
                break;
            case DeviceEvent.KindOneofCase.Enrolled:
                (Enrolled, Binding, Invitation, IsRevoked, IsQuarantined) = (e.Enrolled, Invitation?.Binding ?? Binding, null, false, false);
                break;
            case DeviceEvent.KindOneofCase.Revoked:
                (IsRevoked, Invitation, IsQuarantined) = (true, null, IsQuarantined || e.Revoked.Quarantined);
                break;
            case DeviceEvent.KindOneofCase.KeyIssued:
                (Enrolled, Binding) = (new DeviceEnrolled { TokenHash = e.KeyIssued.TokenHash, UntilUs = e.KeyIssued.UntilUs }, e.KeyIssued.Binding);
                break;
            default: throw new InvalidOperationException($"device {id}: an event of a kind this program does not know");
        }
    }
}
