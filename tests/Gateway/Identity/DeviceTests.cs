using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>A device is enrolled by a code, and what it reports is its steward's, of its origins and within its region.</summary>
[Trait("lane", "trust")]
public sealed class DeviceTests : IAsyncLifetime
{
    private IdentityBench bench = null!;
    private GrpcChannel channel = null!;

    public async Task InitializeAsync()
    {
        bench = await IdentityBench.Open();
        channel = GrpcChannel.ForAddress(bench.Gateway.Grpc);
        bench.Gateway.Directory.DefinedStewards.Add(new Steward { Id = "s-2", Name = "沈二", HomeGrid = "W-1" });
        await bench.Gateway.Directory.Refresh(default);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task ACodeMakesATokenOnceAndWhateverCaseItIsTypedIn()
    {
        var code = await Invite();
        var enrolled = await bench.Send("POST", "/devices/enrol", new { code = $" {code.ToLowerInvariant()} " });
        Assert.Equal((200, "s-1"), (enrolled.Status, enrolled.Text("steward")));
        Assert.Equal(Outcome.Opened, (await Submit(enrolled.Text("token"), Reports.Of(1))).Outcome);
        Assert.Equal((409, DeviceErrors.NotInvited), await Enrol(code));
        var me = await bench.Send("GET", "/session", token: enrolled.Text("token"));
        Assert.Equal(("device", code.Split('-')[0]), (me.Text("kind"), me.Text("id")));
    }

    [Fact]
    public async Task AWrongCodeIsToldSoFiveTimesAndALateOneToo()
    {
        var code = await Invite();
        for (var tries = 0; tries < DeviceDecider.TriesMax; tries++) Assert.Equal((409, DeviceErrors.WrongCode), await Enrol($"{code[..7]}AAAAAAAA"));
        Assert.Equal((409, DeviceErrors.CodeSpent), await Enrol(code));
        var second = await Invite();
        bench.Gateway.Time.Advance(DeviceDecider.InvitationTime + TimeSpan.FromSeconds(1));
        Assert.Equal((409, DeviceErrors.CodeExpired), await Enrol(second));
        foreach (var nonsense in new[] { "", "x", "ABCDEF-", "AAAAAA-AAAAAAAA" }) Assert.Equal((409, DeviceErrors.NotInvited), await Enrol(nonsense));
    }

    [Fact]
    public async Task TheStewardComesFromTheCredential()
    {
        var token = await Enrolled();
        var mine = Reports.Of(1);
        mine.StewardId = "";
        Assert.Equal(Outcome.Opened, (await Submit(token, mine)).Outcome);
        Assert.Equal("s-1", bench.Gateway.Grains.GridOf("V-1").Commands.Single().Reports[0].Report.StewardId);
        Assert.Equal("device", bench.Gateway.Grains.GridOf("V-1").Commands.Single().Origin.PrincipalKind);

        var others = Reports.Of(2);
        others.StewardId = "s-2";
        var refused = await Submit(token, others);
        Assert.Equal((Outcome.Invalid, "steward_not_own", others.ReportId), (refused.Outcome, refused.Reason, refused.ReportId));
        Assert.Single(bench.Gateway.Grains.GridOf("V-1").Commands);
    }

    [Fact]
    public async Task SoDoOriginsAndTheRegion()
    {
        var token = await Enrolled(region: "V", origins: ["STEWARD", "VISIT"]);
        Assert.Equal(Outcome.Opened, (await Submit(token, Of(1, Origin.Visit, "V-2"))).Outcome);
        Assert.Equal((Outcome.Invalid, "origin_not_own"), Verdict(await Submit(token, Of(2, Origin.Import, "V-2"))));
        Assert.Equal((Outcome.Invalid, "grid_not_own"), Verdict(await Submit(token, Of(3, Origin.Visit, "W-1"))));
        Assert.Empty(bench.Gateway.Grains.GridOf("W-1").Commands);

        // Of a batch only what is not the device's own is refused.
        using var call = Field.StreamReports(Bearer(token));
        await call.RequestStream.WriteAsync(Reports.Batch(1, Of(4, Origin.Visit, "V-1"), Of(5, Origin.Desk, "V-1"), Of(6, Origin.Steward, "W-1"), Of(7, Origin.Steward, "V-1")));
        await call.ResponseStream.MoveNext();
        Assert.Equal(["", "origin_not_own", "grid_not_own", ""], call.ResponseStream.Current.Receipts.Select(receipt => receipt.Outcome == Outcome.Invalid ? receipt.Reason : ""));
        await call.RequestStream.CompleteAsync();
    }

    [Fact]
    public async Task TheSharedTokenReportsAsAnybodyBesideIt()
    {
        await Enrolled();
        Assert.Equal(Outcome.Opened, (await Submit(IdentityBench.Device, Of(1, Origin.Desk, "W-1"))).Outcome);
        Assert.Null(bench.Gateway.Grains.GridOf("W-1").Commands.Single().Origin);
    }

    [Fact]
    public async Task ARevokedDeviceIsOutAndItsOpenStreamEndsWithinAMinute()
    {
        var (token, device) = await EnrolledWithId();
        using var call = Field.StreamReports(Bearer(token));
        await call.RequestStream.WriteAsync(Reports.Batch(1, Of(1, Origin.Steward, "V-1")));
        Assert.True(await call.ResponseStream.MoveNext());

        Assert.Equal(200, (await bench.Send("DELETE", $"/devices/{device}", token: IdentityBench.Admin)).Status);

        var refused = await Assert.ThrowsAsync<RpcException>(() => Submit(token, Of(2, Origin.Steward, "V-1")));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        bench.Gateway.Time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().WaitAsync(Patience.Max));
    }

    [Fact]
    public async Task ATokenEndsByItselfAndNoOtherHashOpens()
    {
        var token = await Enrolled();
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Submit(token + "x", Of(1, Origin.Steward, "V-1")))).StatusCode);
        foreach (var (device, secondsLeft) in new[] { ("AAAAAA", 1), ("BBBBBB", -1) })
        {
            var old = Secrets.NewDeviceToken(device);
            var atUs = Domain.Time.Instant.From(TestGateway.Start - DeviceDecider.TokenTime + TimeSpan.FromSeconds(secondsLeft));
            var code = Google.Protobuf.ByteString.CopyFrom(Secrets.Hash("code"));
            await People.Change(device, new ChangeDevice { AtUs = atUs, Invite = new InviteDevice { Binding = new DeviceBinding { StewardId = "s-1" }, CodeHash = code } });
            await People.Change(device, new ChangeDevice { AtUs = atUs, Enrol = new EnrolDevice { CodeHash = code, TokenHash = Google.Protobuf.ByteString.CopyFrom(Secrets.Hash(old)) } });
            if (secondsLeft > 0) Assert.Equal(Outcome.Opened, (await Submit(old, Of(1, Origin.Steward, "V-1"))).Outcome);
            else Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Submit(old, Of(2, Origin.Steward, "V-1")))).StatusCode);
        }
    }

    [Fact]
    public async Task WhatADeviceCannotBeIsRefusedWithItsReason()
    {
        Assert.Equal((404, "unknown_steward"), await Refused(new { steward = "nobody" }));
        Assert.Equal((404, "unknown_region"), await Refused(new { steward = "s-1", region = "nowhere" }));
        Assert.Equal((400, "origin_unknown"), await Refused(new { steward = "s-1", origins = new[] { "IMPORT" } }));
        Assert.Equal((404, "device_unknown"), await Refused(new { steward = "s-1", device = "AAAAAA" }));
        Assert.Equal((400, "json_malformed"), await Refused(new { }));
        var (_, device) = await EnrolledWithId();
        var said = await bench.Send("GET", $"/devices/{device}", token: IdentityBench.Admin);
        Assert.Equal(("s-1", "STEWARD"), (said.Text("steward"), said.Body.GetProperty("origins")[0].GetString()));
        Assert.DoesNotContain("hash", said.Body.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private FakePeople People => bench.Gateway.Grains.People;

    private FieldGateway.FieldGatewayClient Field => new(channel);

    private static Report Of(int n, Origin origin, string grid)
    {
        var report = Reports.Of(n, grid);
        (report.Origin, report.StewardId) = (origin, "s-1");
        return report;
    }

    private static (Outcome, string) Verdict(ReportReceipt receipt) => (receipt.Outcome, receipt.Reason);

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<ReportReceipt> Submit(string token, Report report) => await Field.SubmitReportAsync(report, Bearer(token));

    private async Task<string> Invite(string region = "", params string[] origins) =>
        (await bench.Send("POST", "/devices", new { steward = "s-1", region, origins = origins.Length > 0 ? origins : ["STEWARD"] }, IdentityBench.Admin)).Text("code");

    private async Task<(int, string)> Enrol(string code)
    {
        var said = await bench.Send("POST", "/devices/enrol", new { code });
        return (said.Status, said.Code);
    }

    private async Task<(int, string)> Refused(object invitation)
    {
        var said = await bench.Send("POST", "/devices", invitation, IdentityBench.Admin);
        return (said.Status, said.Code);
    }

    private async Task<string> Enrolled(string region = "", params string[] origins) =>
        (await bench.Send("POST", "/devices/enrol", new { code = await Invite(region, origins) })).Text("token");

    private async Task<(string Token, string Device)> EnrolledWithId()
    {
        var said = await bench.Send("POST", "/devices/enrol", new { code = await Invite() });
        return (said.Text("token"), said.Text("device"));
    }
}
