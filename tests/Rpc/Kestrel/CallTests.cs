using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>What a handler's end is to its caller.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_handlers_own_exception_is_UNKNOWN_and_keeps_its_secrets()
    {
        await using var server = await Start(_ => throw new InvalidOperationException("password=secret"));
        var fault = await Assert.ThrowsAsync<RpcException>(() => Call(server));
        Assert.Equal((StatusCode.Unknown, "the server failed to answer this call"), (fault.StatusCode, fault.Message));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_UNKNOWN()
    {
        await using var server = await Start(_ => throw new OperationCanceledException());
        Assert.Equal(StatusCode.Unknown, (await Assert.ThrowsAsync<RpcException>(() => Call(server))).StatusCode);
    }

    [Fact]
    public async Task No_response_is_UNKNOWN()
    {
        await using var server = await Start(_ => Task.FromResult<Empty>(null!));
        Assert.Equal(StatusCode.Unknown, (await Assert.ThrowsAsync<RpcException>(() => Call(server))).StatusCode);
    }

    [Fact]
    public async Task An_RpcException_carries_status_message_and_trailers()
    {
        await using var server = await Start(call =>
        {
            call.ResponseTrailers.Add("from-context", "1");
            throw new RpcException(StatusCode.FailedPrecondition, "网格已关闭", new Metadata { { "from-fault-bin", [1, 2] } });
        });
        var fault = await Assert.ThrowsAsync<RpcException>(() => Call(server));
        Assert.Equal((StatusCode.FailedPrecondition, "网格已关闭"), (fault.StatusCode, fault.Message));
        Assert.Equal("1", fault.Trailers.Get("from-context"));
        Assert.Equal([1, 2], fault.Trailers.GetBytes("from-fault-bin")!.Value.ToArray());
    }

    [Fact]
    public async Task Headers_of_a_call_that_fails_arrive_all_the_same()
    {
        await using var server = await Start(call =>
        {
            call.ResponseHeaders.Add("hint", "x");
            throw new RpcException(StatusCode.NotFound, "none");
        });
        Metadata? headers = null;
        var options = new CallOptions { OnResponseHeaders = received => headers = received };
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Call(server, options))).StatusCode);
        Assert.Equal("x", headers!.Get("hint"));
    }

    // By the library's own clock.
    [Fact]
    public async Task The_deadline_cancels_the_handler()
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await Start(async call =>
        {
            Assert.InRange(call.Deadline!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
            using var registration = call.Cancellation.Register(cancelled.SetResult);
            await cancelled.Task;
            throw new OperationCanceledException(call.Cancellation);
        });
        var fault = await Assert.ThrowsAsync<RpcException>(
            () => Call(server, new CallOptions(Headers: null, Deadline: TimeSpan.FromSeconds(1))));
        Assert.Equal(StatusCode.DeadlineExceeded, fault.StatusCode);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_callers_cancellation_reaches_the_handler()
    {
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var server = await Start(async call =>
        {
            using var registration = call.Cancellation.Register(stopped.SetResult);
            started.SetResult();
            await stopped.Task;
            throw new OperationCanceledException(call.Cancellation);
        });
        using var cancelling = new CancellationTokenSource();
        var calling = Call(server, new CallOptions(Cancellation: cancelling.Token));
        await started.Task;
        await cancelling.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => calling)).StatusCode);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Authorize_stands_before_every_handler()
    {
        var ran = false;
        var options = new RpcOptions
        {
            Authorize = call => call.RequestHeaders.Get("authorization") == "Bearer right"
                ? null
                : new RpcException(StatusCode.Unauthenticated, $"no token for {call.Method}"),
        };
        await using var server = await Start(
            _ =>
            {
                ran = true;
                return Task.FromResult(new Empty());
            },
            options);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Call(server, new CallOptions(new Metadata { { "authorization", "Bearer wrong" } })));
        Assert.Equal((StatusCode.Unauthenticated, "no token for /grpc.testing.TestService/EmptyCall"), (refused.StatusCode, refused.Message));
        Assert.False(ran);
        Assert.Equal(new Empty(), await Call(server, new CallOptions(new Metadata { { "authorization", "Bearer right" } })));
    }

    [Fact]
    public async Task The_peer_is_an_address()
    {
        var peer = string.Empty;
        await using var server = await Start(call =>
        {
            peer = call.Peer;
            return Task.FromResult(new Empty());
        });
        await Call(server);
        Assert.Matches("^127\\.0\\.0\\.1:[0-9]+$", peer);
    }

    private static Task<TestServer> Start(Func<CallContext, Task<Empty>> handler, RpcOptions? options = null) =>
        TestServer.Start(new RpcService(TestServer.Descriptor).Unary<Empty, Empty>("EmptyCall", (_, call) => handler(call)), options);

    private static Task<Empty> Call(TestServer server, CallOptions? options = null) =>
        server.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty(), options);
}
