using RealtimeGov.Domain.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.People;

[Trait("lane", "trust")]
public sealed class DeviceDeciderTests
{
    private const long Now = 1_700_000_000_000_000;
    private static readonly long Minutes15 = (long)DeviceDecider.InvitationTime.TotalMicroseconds;
    private static readonly byte[] Code = Hash(1), Wrong = Hash(2), Token = Hash(3), NewToken = Hash(4);

    private readonly DeviceState device = new("D7K2M");

    [Fact]
    public void The_code_makes_the_device_the_stewards_once()
    {
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now + Minutes15));
        Assert.Equal("WZ-0001", device.Binding?.StewardId);
        Assert.True(DeviceDecider.Admits(device, Token, Now + Minutes15));
        Assert.False(DeviceDecider.Admits(device, Wrong, Now));
        Assert.Equal(DeviceErrors.NotInvited, DeviceDecider.Enrol(device, Code, NewToken, Now).Refused);
    }

    [Fact]
    public void A_code_is_good_for_a_quarter_of_an_hour()
    {
        Invited();
        Assert.Equal(DeviceErrors.CodeExpired, DeviceDecider.Enrol(device, Code, Token, Now + Minutes15 + 1).Refused);
    }

    [Fact]
    public void A_device_in_the_wrong_hands_is_shut_out_with_its_invitation_until_it_is_enrolled_anew()
    {
        Assert.Equal(DeviceErrors.Unknown, DeviceDecider.Quarantine(device).Refused);
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now));
        Invited();
        Done(DeviceDecider.Quarantine(device));
        Assert.Equal((true, true, null), (device.IsQuarantined, device.IsRevoked, device.Invitation));
        Assert.False(DeviceDecider.Admits(device, Token, Now));
        Assert.Equal(DeviceErrors.NotInvited, DeviceDecider.Enrol(device, Code, NewToken, Now).Refused);
        Assert.Equal(DeviceDecision.AlreadySo, DeviceDecider.Quarantine(device));
        Invited();
        Done(DeviceDecider.Enrol(device, Code, NewToken, Now));
        Assert.Equal((false, true), (device.IsQuarantined, DeviceDecider.Admits(device, NewToken, Now)));
    }

    [Fact]
    public void Five_wrong_codes_end_the_invitation_even_for_the_right_one()
    {
        Invited();
        for (var tries = 0; tries < DeviceDecider.TriesMax; tries++)
        {
            var failed = DeviceDecider.Enrol(device, Wrong, Token, Now);
            Assert.Equal(DeviceErrors.WrongCode, failed.Refused);
            device.Apply(failed.Event!);
        }
        Assert.Equal((null, DeviceErrors.CodeSpent), (DeviceDecider.Enrol(device, Code, Token, Now).Event, DeviceDecider.Enrol(device, Code, Token, Now).Refused));
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now));
    }

    [Fact]
    public void An_invitation_leaves_the_enrolled_device_as_it_is_until_its_code_is_brought()
    {
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now));
        Done(DeviceDecider.Invite(new DeviceBinding { StewardId = "WZ-0002" }, Code, Now));
        Assert.Equal(("WZ-0001", true), (device.Binding?.StewardId, DeviceDecider.Admits(device, Token, Now)));
        Done(DeviceDecider.Enrol(device, Code, NewToken, Now));
        Assert.Equal(("WZ-0002", false, true), (device.Binding?.StewardId, DeviceDecider.Admits(device, Token, Now), DeviceDecider.Admits(device, NewToken, Now)));
    }

    [Fact]
    public void A_revoked_device_is_admitted_no_more_and_neither_is_its_invitation()
    {
        Assert.Equal(DeviceErrors.Unknown, DeviceDecider.Revoke(device).Refused);
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now));
        Done(DeviceDecider.Invite(new DeviceBinding { StewardId = "WZ-0001" }, Code, Now));
        Done(DeviceDecider.Revoke(device));
        Assert.False(DeviceDecider.Admits(device, Token, Now));
        Assert.Equal(DeviceErrors.NotInvited, DeviceDecider.Enrol(device, Code, Token, Now).Refused);
        Assert.Same(DeviceDecision.AlreadySo, DeviceDecider.Revoke(device));
    }

    [Fact]
    public void A_token_ends()
    {
        Invited();
        Done(DeviceDecider.Enrol(device, Code, Token, Now));
        var end = Now + (long)DeviceDecider.TokenTime.TotalMicroseconds;
        Assert.Equal((true, false), (DeviceDecider.Admits(device, Token, end), DeviceDecider.Admits(device, Token, end + 1)));
    }

    [Fact]
    public void A_device_is_some_stewards() =>
        Assert.Equal(DeviceErrors.MalformedBinding, DeviceDecider.Invite(new DeviceBinding(), Code, Now).Refused);

    [Fact]
    public void A_service_gets_a_key_once_and_reports_as_itself_whatever_was_asked_for()
    {
        var binding = new DeviceBinding { Service = "城市 App", StewardId = "WZ-0001", Origins = { Origin.Resident } };
        Done(DeviceDecider.IssueKey(device, binding, Token, Now));
        Assert.Equal(("service/D7K2M", true), (device.Binding?.StewardId, ServiceScope.IsService(device.Binding)));
        Assert.True(DeviceDecider.Admits(device, Token, Now + (long)DeviceDecider.TokenTime.TotalMicroseconds));
        Assert.Equal(DeviceErrors.ServiceTaken, DeviceDecider.IssueKey(device, binding, NewToken, Now).Refused);
        Done(DeviceDecider.Revoke(device));
        Assert.False(DeviceDecider.Admits(device, Token, Now));
    }

    [Fact]
    public void A_service_has_a_name_and_brings_what_residents_report_or_imports()
    {
        foreach (var wrong in new[] { new DeviceBinding { Origins = { Origin.Resident } }, new DeviceBinding { Service = "a" }, new DeviceBinding { Service = "a", Origins = { Origin.Steward } }, new DeviceBinding { Service = "a", Origins = { Origin.Resident, Origin.Import } } })
            Assert.Equal(DeviceErrors.MalformedService, DeviceDecider.IssueKey(device, wrong, Token, Now).Refused);
        Assert.Equal(("D7K2M", null), (ServiceScope.IdOf("service/D7K2M"), ServiceScope.IdOf("li.na")));
    }

    private void Invited() => Done(DeviceDecider.Invite(new DeviceBinding { StewardId = "WZ-0001", Origins = { Origin.Steward } }, Code, Now));

    private void Done(DeviceDecision decision)
    {
        Assert.Equal("", decision.Refused);
        device.Apply(Assert.IsType<DeviceEvent>(decision.Event));
    }

    private static byte[] Hash(byte of) => [.. Enumerable.Repeat(of, 32)];
}
