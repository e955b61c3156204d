using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>Calls that the server ends before their requests have ended.</summary>
public sealed class EarlyEndTests
{
    // Above what Kestrel tracks: twice its streams per connection.
    private const int Calls = 2_500;

    [Fact]
    public async Task ThousandsOnOneConnectionAreNoAttack()
    {
        await using var gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")));
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        var client = new FieldGateway.FieldGatewayClient(channel);

        for (var count = 0; count < Calls; count++)
        {
            using var call = client.StreamReports();
            var fault = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().WaitAsync(Patience.Max));
            Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
        }
    }
}
