using System.Threading.Channels;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>Calls that the server ends before their requests have ended.</summary>
public sealed class EarlyEndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // Above what Kestrel tracks: twice its streams per connection.
    private const int Calls = 2_500;

    [Fact]
    public async Task Thousands_on_one_connection_are_no_attack()
    {
        var service = new RpcService(TestServer.Descriptor).ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            "StreamingInputCall", (_, _) => throw new RpcException(StatusCode.PermissionDenied, "enough"));
        await using var server = await TestServer.Start(service);
        var silence = Channel.CreateBounded<StreamingInputCallRequest>(1);
        for (var call = 0; call < Calls; call++)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
                TestServer.InputCall, silence.Reader.ReadAllAsync()).WaitAsync(Limit));
            Assert.Equal((StatusCode.PermissionDenied, "enough"), (fault.StatusCode, fault.Message));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_handler_knows_which_requests_were_compressed(bool compressed)
    {
        var seen = new List<bool>();
        var service = new RpcService(TestServer.Descriptor).ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            "StreamingInputCall", async (requests, call) =>
            {
                seen.Add(call.RequestWasCompressed);
                await foreach (var _ in requests) seen.Add(call.RequestWasCompressed);
                return new StreamingInputCallResponse();
            });
        await using var server = await TestServer.Start(service);
        await server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            TestServer.InputCall, Two(), new CallOptions { CompressRequests = compressed });
        Assert.Equal([false, compressed, compressed], seen);
    }

    private static async IAsyncEnumerable<StreamingInputCallRequest> Two()
    {
        for (var request = 0; request < 2; request++)
        {
            await Task.Yield();
            yield return new StreamingInputCallRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[100]) } };
        }
    }
}
