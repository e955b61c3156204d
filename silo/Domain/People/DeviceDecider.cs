using System.Security.Cryptography;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <param name="Refused">Empty, or one of <see cref="DeviceErrors"/>.</param>
public sealed record DeviceDecision(DeviceEvent? Event, string Refused = "", string Detail = "")
{
    public static readonly DeviceDecision AlreadySo = new(Event: null);
}

/// <summary>Codes of what is refused about devices.</summary>
public static class DeviceErrors
{
    public const string NotInvited = "enrolment_unknown";
    public const string CodeExpired = "enrolment_expired";
    public const string CodeSpent = "enrolment_tries";
    public const string WrongCode = "enrolment_code";
    public const string Unknown = "device_unknown";
    public const string MalformedBinding = "device_binding";
    public const string MalformedService = "service_malformed";
    public const string ServiceTaken = "service_taken";
}

/// <summary>Decides on invitations, enrolment and revocation. Secrets come as their SHA-256; who makes them is outside.</summary>
public static class DeviceDecider
{
    /// <summary>How long an invitation waits.</summary>
    public static readonly TimeSpan InvitationTime = TimeSpan.FromMinutes(15);

    /// <summary>How long a device's token holds; a device that reports renews it by enrolling again.</summary>
    public static readonly TimeSpan TokenTime = TimeSpan.FromDays(400);

    /// <summary>Wrong codes that an invitation outlives less one.</summary>
    public const int TriesMax = 5;

    private const long UsPerTick = TimeSpan.TicksPerMicrosecond;

    /// <summary>A new invitation replaces one that waits; a device that is enrolled stays so until the new code is brought.</summary>
    public static DeviceDecision Invite(DeviceBinding binding, byte[] codeHash, long atUs) =>
        binding.StewardId.Length == 0
            ? new(null, DeviceErrors.MalformedBinding, "a device is some steward's: name one")
            : new(new DeviceEvent
            {
                Invited = new DeviceInvited
                {
                    Binding = binding,
                    CodeHash = Google.Protobuf.ByteString.CopyFrom(codeHash),
                    UntilUs = atUs + InvitationTime.Ticks / UsPerTick,
                },
            });

    /// <summary>A wrong code is an event too: tries are counted wherever the device lives next.</summary>
    public static DeviceDecision Enrol(DeviceState device, byte[] codeHash, byte[] tokenHash, long atUs)
    {
        if (device.Invitation is not { } invitation) return new(null, DeviceErrors.NotInvited, "there is no such invitation; ask for a new code");
        if (atUs > invitation.UntilUs) return new(null, DeviceErrors.CodeExpired, "the code was good for 15 minutes; ask for a new one");
        if (device.Failures >= TriesMax) return new(null, DeviceErrors.CodeSpent, $"{TriesMax} wrong codes were brought; ask for a new one");
        if (!CryptographicOperations.FixedTimeEquals(invitation.CodeHash.Span, codeHash))
            return new(new DeviceEvent { Failed = new EnrolmentFailed() }, DeviceErrors.WrongCode, $"the code is wrong; {TriesMax - device.Failures - 1} tries are left");
        return new(new DeviceEvent
        {
            Enrolled = new DeviceEnrolled
            {
                TokenHash = Google.Protobuf.ByteString.CopyFrom(tokenHash),
                UntilUs = atUs + TokenTime.Ticks / UsPerTick,
            },
        });
    }

    /// <summary>A service's key: once for each id. What it reports is the service's own, whatever the binding says.</summary>
    public static DeviceDecision IssueKey(DeviceState device, DeviceBinding binding, byte[] keyHash, long atUs)
    {
        if (device.Seq > 0) return new(null, DeviceErrors.ServiceTaken, $"{device.Id} is somebody's already");
        if (!Printable.IsName(binding.Service, ServiceScope.NameMax)) return new(null, DeviceErrors.MalformedService, $"a service has a name of 1 to {ServiceScope.NameMax} printable characters");
        if (binding.Origins is not [Origin.Resident or Origin.Import]) return new(null, DeviceErrors.MalformedService, "a service brings what residents report, or imports: RESIDENT or IMPORT");
        var own = binding.Clone();
        own.StewardId = ServiceScope.StewardOf(device.Id);
        return new(new DeviceEvent
        {
            KeyIssued = new ServiceKeyIssued { Binding = own, TokenHash = Google.Protobuf.ByteString.CopyFrom(keyHash), UntilUs = atUs + TokenTime.Ticks / UsPerTick },
        });
    }

    public static DeviceDecision Revoke(DeviceState device) => device switch
    {
        { Enrolled: null, Invitation: null, IsRevoked: false } => new(null, DeviceErrors.Unknown, $"there is no device {device.Id}"),
        { IsRevoked: true, Invitation: null } => DeviceDecision.AlreadySo,
        _ => new(new DeviceEvent { Revoked = new DeviceRevoked() }),
    };

    /// <summary>Revoked too, if it was not yet. Whoever has it cannot enrol it again: an invitation that waits is gone.</summary>
    public static DeviceDecision Quarantine(DeviceState device) => device switch
    {
        { Enrolled: null } => new(null, DeviceErrors.Unknown, $"there is no device {device.Id}"),
        { IsQuarantined: true, Invitation: null } => DeviceDecision.AlreadySo,
        _ => new(new DeviceEvent { Revoked = new DeviceRevoked { Quarantined = true } }),
    };

    /// <summary>True when the token is this device's, now.</summary>
    public static bool Admits(DeviceState device, byte[] tokenHash, long atUs) =>
        device is { Enrolled: { } enrolled, IsRevoked: false } && atUs <= enrolled.UntilUs
        && CryptographicOperations.FixedTimeEquals(enrolled.TokenHash.Span, tokenHash);
}
