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
    public async Task A_duplex_stream_ends_at_its_next_read_with_a_status_that_says_send_again()
    {
        var hold = new TaskCompletionSource();
        var read = new TaskCompletionSource();
        var service = new RpcService(TestServer.Descriptor).Duplex<Request, Response>(
            "FullDuplexCall", (requests, _) => AnswerWhenReleased(requests, read, hold.Task));
        await using var server = await TestServer.Start(service);
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        await call.Write(new Request());
        await read.Task.WaitAsync(Limit);
        var stopping = server.Stop();
        hold.SetResult();
        await AssertSendAgain(call.Responses(), answers: 1);
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

    // Kestrel closes the connection behind its last status, and HttpClient may tell that in place of the answers and the status
    // before it, because its own requests are still open. The server's own words are asserted with a client that reads
    // what was sent (tests/e2e/interop/stopping.test.mjs).
    private static async Task AssertSendAgain(IAsyncEnumerable<Response> responses, int answers)
    {
        var received = 0;
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in responses) received++;
        });
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        if (fault.Message == "the server is stopping: send again") Assert.Equal(answers, received);
        else Assert.Equal("the server reset the call with HTTP/2 error 0", fault.Message);
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
