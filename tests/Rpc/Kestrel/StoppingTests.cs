using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Servers;
using Request = RealtimeGov.Interop.Protos.StreamingOutputCallRequest;
using Response = RealtimeGov.Interop.Protos.StreamingOutputCallResponse;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>A server that is told to stop does not wait for streams that would never end.</summary>
public sealed class StoppingTests
{
    // Far below the 30 s that Kestrel gives to calls which do not end by themselves.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_duplex_stream_ends_at_its_next_read_after_what_was_read_is_answered()
    {
        var (hold, read, neighbour) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var service = new RpcService(TestServer.Descriptor)
            .Duplex<Request, Response>("FullDuplexCall", (requests, _) => AnswerWhenReleased(requests, read, hold.Task))
            .Unary<Empty, Empty>("EmptyCall", async (request, _) =>
            {
                await neighbour.Task;
                return request;
            });
        await using var server = await TestServer.Start(service);
        // Kestrel closes a connection behind its last status, and HttpClient may tell that in place of the answers and the
        // status before it while its own requests are open. A neighbour keeps the connection open until they are read.
        var lasting = server.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty());
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        await call.Write(new Request());
        await read.Task.WaitAsync(Limit);
        var stopping = server.Stop();
        hold.SetResult();
        await AssertUnavailable(call.Responses(), answers: 1);
        neighbour.SetResult();
        await lasting.WaitAsync(Limit);
        await stopping.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_stream_of_responses_is_cancelled()
    {
        var service = new RpcService(TestServer.Descriptor).ServerStreaming<Request, Response>(
            "StreamingOutputCall", (_, call) => OneThenSilence(call));
        await using var server = await TestServer.Start(service);
        await using var responses = server.Channel.ServerStreaming<Request, Response>(TestServer.OutputCall, new Request()).GetAsyncEnumerator();
        Assert.True(await responses.MoveNextAsync());
        var stopping = server.Stop();
        var fault = await Assert.ThrowsAsync<RpcException>(() => responses.MoveNextAsync().AsTask().WaitAsync(Limit));
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        await stopping.WaitAsync(Limit);
    }

    private static async Task AssertUnavailable(IAsyncEnumerable<Response> responses, int answers)
    {
        var received = 0;
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in responses) received++;
        });
        Assert.Equal((StatusCode.Unavailable, "the server is stopping: send again"), (fault.StatusCode, fault.Message));
        Assert.Equal(answers, received);
    }

    private static async IAsyncEnumerable<Response> AnswerWhenReleased(IAsyncEnumerable<Request> requests, TaskCompletionSource read, Task hold)
    {
        await foreach (var _ in requests)
        {
            read.SetResult();
            await hold;
            yield return new Response();
        }
    }

    private static async IAsyncEnumerable<Response> OneThenSilence(CallContext call)
    {
        yield return new Response();
        await Task.Delay(Timeout.Infinite, call.Cancellation);
    }
}
