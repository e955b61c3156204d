using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>What goes wrong inside is the log's business, not the caller's.</summary>
public sealed class HandlerFailureTests
{
    [Fact]
    public async Task AHandlersExceptionIsUnknownKeepsItsSecretsAndIsLogged()
    {
        await using var gateway = await TestGateway.Open();
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        // Bytes that cannot be read, yet not those that the caller sent.
        gateway.Placement.Failure = new InvalidDataException("password=secret");

        var fault = await Assert.ThrowsAsync<RpcException>(() => new Protos.Admin.AdminClient(channel)
            .DrainSiloAsync(new DrainSiloRequest { Silo = "silo-2", By = "x" }).ResponseAsync);

        Assert.Equal((StatusCode.Unknown, "the server failed to answer this call"), (fault.StatusCode, fault.Status.Detail));
        Assert.StartsWith("/realtimegov.v1.Admin/DrainSilo failed for ipv4:127.0.0.1:", Assert.Single(gateway.Log.Lines), StringComparison.Ordinal);
    }
}
