using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

public sealed class CompressionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("identity")]
    public void Identity_is_no_compression(string? encoding) => Assert.Null(Compression.Of(encoding));

    [Fact]
    public void An_unknown_compression_is_UNIMPLEMENTED()
    {
        var fault = Assert.Throws<RpcException>(() => Compression.Of("br"));
        Assert.Equal((StatusCode.Unimplemented, "grpc-encoding 'br' is not known here; identity,gzip are"), (fault.StatusCode, fault.Message));
    }

    [Theory]
    [InlineData("identity, gzip", "gzip")]
    [InlineData("deflate,gzip,br", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_both_sides_know_is_shared(string? accepted, string? shared) => Assert.Equal(shared, Compression.Shared(accepted)?.Name);

    [Fact]
    public void An_empty_payload_is_not_gzip() =>
        Assert.Equal(StatusCode.Internal, Assert.Throws<RpcException>(() => Compression.Of("gzip")!.Decompress(default, 10)).StatusCode);
}
