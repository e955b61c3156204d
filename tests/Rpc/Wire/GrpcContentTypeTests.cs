using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Tests.Wire;

public sealed class GrpcContentTypeTests
{
    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("Application/gRPC", true)]
    [InlineData("application/grpc; charset=utf-8", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpc-web+proto", false)]
    [InlineData("application/grpc+json", false)]
    [InlineData("application/json", false)]
    [InlineData("application/grpcish", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_grpc_with_protobuf_is_taken(string? contentType, bool taken) =>
        Assert.Equal(taken, GrpcContentType.IsProtobuf(contentType));
}
