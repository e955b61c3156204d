using Grpc.Core;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>Access is decided before anything that a stranger sent is parsed.</summary>
public sealed class AccessTests
{
    private static readonly byte[] Undecodable = GrpcFrames.Framed([0xFF, 0xFF, 0xFF]);

    [Theory]
    [InlineData("/realtimegov.v1.FieldGateway/SubmitReport")]
    [InlineData("/realtimegov.v1.FieldGateway/StreamReports")]
    [InlineData("/realtimegov.v1.fieldgateway/submitreport")]
    public async Task AStrangersBytesAreNotParsed(string path)
    {
        await using var gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")));

        Assert.Equal(
            new RawAnswer(StatusCode.Unauthenticated, "the call needs metadata authorization: Bearer and the device token"),
            await RawCall.Send(gateway.Grpc, path, Undecodable, ("authorization", "Bearer wrong")));
        Assert.Equal(StatusCode.InvalidArgument, (await RawCall.Send(gateway.Grpc, path, Undecodable, ("authorization", "Bearer secret"))).Status);
    }
}
