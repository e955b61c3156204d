using Google.Protobuf;
using RealtimeGov.Domain.People;
using RealtimeGov.Grains.Tests.Towns;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.People;

[Trait("lane", "trust")]
public sealed class DeviceGrainTests
{
    private static readonly ByteString Right = ByteString.CopyFromUtf8("right"), Wrong = ByteString.CopyFromUtf8("wrong"), Token = ByteString.CopyFromUtf8("token");

    [Fact]
    public async Task A_device_is_enrolled_by_its_code_and_stays_so_after_a_restart_until_it_is_revoked()
    {
        await using var town = await TestTown.Start();
        await Invite(town, "D1");
        Assert.Equal("", await Enrol(town, "D1", Right));
        Assert.Equal(DeviceErrors.NotInvited, await Enrol(town, "D1", Right));
        await town.Restart();
        var view = await town.Grains.ViewDevice("D1", new DeviceQuery());
        Assert.Equal((true, false, "S-1", Token), (view.Found, view.Revoked, view.Binding.StewardId, view.TokenHash));
        Assert.Equal(("D1", false), Assert.Single((await town.Journal.ReadModel.Query(DeviceRow.OfSteward("S-1"), default)).Select(row => (row.Id, row.Revoked))));

        await town.Grains.Change("D1", new ChangeDevice { AtUs = TestTown.NowUs, Revoke = true });

        Assert.True((await town.Grains.ViewDevice("D1", new DeviceQuery())).Revoked);
        Assert.True((await town.Journal.ReadModel.Query(DeviceRow.OfSteward("S-1"), default)).Single().Revoked);
        Assert.False((await town.Grains.ViewDevice("D2", new DeviceQuery())).Found);
    }

    [Fact]
    public async Task Five_wrong_codes_spend_an_invitation_also_where_a_restart_lies_between()
    {
        await using var town = await TestTown.Start();
        await Invite(town, "D1");
        for (var tries = 1; tries <= 3; tries++) Assert.Equal(DeviceErrors.WrongCode, await Enrol(town, "D1", Wrong));
        await town.Restart();
        for (var tries = 4; tries <= DeviceDecider.TriesMax; tries++) Assert.Equal(DeviceErrors.WrongCode, await Enrol(town, "D1", Wrong));
        Assert.Equal(DeviceErrors.CodeSpent, await Enrol(town, "D1", Right));
        await Invite(town, "D1");
        Assert.Equal("", await Enrol(town, "D1", Right));
    }

    [Fact]
    public async Task A_code_that_comes_too_late_is_refused_and_changes_nothing()
    {
        await using var town = await TestTown.Start();
        await Invite(town, "D1");
        var late = TestTown.NowUs + (long)DeviceDecider.InvitationTime.TotalMicroseconds + 1;
        Assert.Equal(DeviceErrors.CodeExpired, await Enrol(town, "D1", Right, late));
        Assert.Equal("", await Enrol(town, "D1", Right));
    }

    private static async Task Invite(TestTown town, string device)
    {
        var invitation = new InviteDevice { Binding = new DeviceBinding { StewardId = "S-1" }, CodeHash = Right };
        Assert.True((await town.Grains.Change(device, new ChangeDevice { AtUs = TestTown.NowUs, Invite = invitation })).Changed);
    }

    private static async Task<string> Enrol(TestTown town, string device, ByteString code, long? atUs = null) =>
        (await town.Grains.Change(device, new ChangeDevice { AtUs = atUs ?? TestTown.NowUs, Enrol = new EnrolDevice { CodeHash = code, TokenHash = Token } })).Refused;
}
