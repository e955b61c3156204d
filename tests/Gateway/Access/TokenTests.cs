using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Access;

[Trait("lane", "trust")]
public sealed class TokenTests
{
    [Fact]
    public void ItIsMadeOnceAndOnlyItsOwnerReadsIt()
    {
        using var folder = new TempFolder();

        var made = DeviceToken.LoadOrCreate(folder.File("data"));
        var read = DeviceToken.LoadOrCreate(folder.File("data"));

        Assert.Equal(43, made.Value.Length);
        Assert.Equal(made.Value, read.Value);
        Assert.Equal(["device-token"], Directory.GetFiles(folder.File("data")).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("data/device-token")));
    }

    [Fact]
    public void AnEmptyFileIsNoToken()
    {
        using var folder = new TempFolder();
        folder.Write("device-token", "\n");

        var wrong = Assert.Throws<InvalidDataException>(() => DeviceToken.LoadOrCreate(folder.Path));

        Assert.StartsWith("--data ", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer secret", true)]
    [InlineData("bearer  secret ", true)]
    [InlineData("Bearer secreT", false)]
    [InlineData("Bearer secret2", false)]
    [InlineData("Bearer ", false)]
    [InlineData("secret", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void OnlyTheBearerIsAdmitted(string? authorization, bool admitted)
    {
        Assert.Equal(admitted, DeviceGate.Guarded(new DeviceToken("secret")).Admits(authorization));
        Assert.True(DeviceGate.Open.Admits(authorization));
    }

    [Fact]
    public async Task OverGrpcAStrangerIsUnauthenticatedAndTheBearerIsServed()
    {
        await using var gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")));
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);

        foreach (var headers in new[] { null, Bearer("wrong") })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => Submit(channel, headers));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        Assert.Empty(gateway.Grains.GridOf("V-1").Commands);
        Assert.Equal(Outcome.Opened, (await Submit(channel, Bearer("secret"))).Outcome);
    }

    [Fact]
    public async Task OverGrpcBatchesAreAcknowledgedInOrder()
    {
        await using var gateway = await TestGateway.Open();
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        using var call = new FieldGateway.FieldGatewayClient(channel).StreamReports();

        for (var n = 1; n <= 200; n++) await call.RequestStream.WriteAsync(Reports.Batch((ulong)n, Reports.Of(n), Reports.Of(1000 + n, "W-1")));
        await call.RequestStream.CompleteAsync();

        var sequences = new List<ulong>();
        await foreach (var ack in call.ResponseStream.ReadAllAsync()) sequences.Add(ack.Sequence);
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (ulong)n), sequences);
    }

    private static async Task<ReportReceipt> Submit(GrpcChannel channel, Metadata? headers) =>
        await new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(Reports.Of(1), headers);

    private static Metadata Bearer(string token)
    {
        var headers = new Metadata();
        headers.Add("authorization", $"Bearer {token}");
        return headers;
    }
}
