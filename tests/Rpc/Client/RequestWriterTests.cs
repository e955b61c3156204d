using RealtimeGov.Interop.Protos;

namespace RealtimeGov.Rpc.Tests.Client;

public sealed class RequestWriterTests
{
    [Fact]
    public async Task A_write_after_the_servers_end_fails_in_its_task_and_not_in_the_call()
    {
        var content = new RequestContent(null);
        using var lifetime = new CallLifetime(CallOptions.None, TimeProvider.System);
        var writer = new RequestWriter<Empty>(content, Marshaller<Empty>.Of(Empty.Descriptor), null, 1, lifetime);
        content.Fail(new RpcException(StatusCode.PermissionDenied, "enough"));
        var writing = writer.Write(new Empty(), more: false);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(writing.AsTask)).StatusCode);
        // Neither the first nor the second keeps the writer for itself.
        Assert.Equal(
            StatusCode.PermissionDenied,
            (await Assert.ThrowsAsync<RpcException>(writer.Write(new Empty(), more: true).AsTask)).StatusCode);
    }
}
