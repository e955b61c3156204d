using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>A server that is told to stop does not wait for streams that would never end.</summary>
public sealed class StoppingTests : IAsyncLifetime
{
    private readonly TempFolder temp = new();
    private TestGateway gateway = null!;
    private GrpcChannel channel = null!;
    private FieldGateway.FieldGatewayClient client = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open(photos: new PhotoOptions(temp.File("photos")));
        channel = GrpcChannel.ForAddress(gateway.Grpc);
        client = new FieldGateway.FieldGatewayClient(channel);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await gateway.DisposeAsync();
        temp.Dispose();
    }

    [Fact]
    public async Task AStreamOfReportsEndsWhenWhatWasReadIsAcknowledged()
    {
        var grid = gateway.Grains.GridOf("V-1");
        grid.Holds = true;
        using var call = client.StreamReports();
        await call.RequestStream.WriteAsync(Reports.Batch(1, Reports.Of(1)));
        await grid.Received(1).WaitAsync(Patience.Max);

        var stopped = gateway.Stop();
        grid.Release();

        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(Patience.Max));
        await IsUnavailable(call.ResponseStream.MoveNext());
        await stopped.WaitAsync(Patience.Max);
    }

    [Fact]
    public async Task AnUploadEnds()
    {
        using var call = client.UploadPhoto();
        await call.ResponseHeadersAsync.WaitAsync(Patience.Max);

        var stopped = gateway.Stop();

        await IsUnavailable(call.ResponseAsync);
        await stopped.WaitAsync(Patience.Max);
    }

    [Fact]
    public async Task AStreamOfPlacementsEnds()
    {
        using var call = new Protos.Admin.AdminClient(channel).WatchPlacement(new GetPlacementRequest());
        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(Patience.Max));

        var stopped = gateway.Stop();

        await IsUnavailable(call.ResponseStream.MoveNext());
        await stopped.WaitAsync(Patience.Max);
    }

    private static async Task IsUnavailable(Task ending)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => ending.WaitAsync(Patience.Max));
        Assert.Equal((StatusCode.Unavailable, "the server is stopping: send again"), (fault.StatusCode, fault.Status.Detail));
    }
}
