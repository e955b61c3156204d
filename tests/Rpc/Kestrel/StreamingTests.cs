using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Servers;
using Request = RealtimeGov.Interop.Protos.StreamingOutputCallRequest;
using Response = RealtimeGov.Interop.Protos.StreamingOutputCallResponse;

namespace RealtimeGov.Rpc.Tests.Kestrel;

public sealed class StreamingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Headers_arrive_before_the_first_request_is_sent()
    {
        await using var server = await StartDuplex(Echo);
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        var headers = await call.WaitForHeaders().WaitAsync(Limit);
        Assert.Equal("yes", headers.Get("echo"));
    }

    [Fact]
    public async Task Headers_of_a_client_streaming_call_arrive_before_the_first_request_too()
    {
        await using var server = await TestServer.StartInterop();
        var arrived = new TaskCompletionSource<Metadata>();
        var options = new CallOptions(new Metadata { { "x-grpc-test-echo-initial", "here" } }) { OnResponseHeaders = arrived.SetResult };
        var requests = Channel.CreateUnbounded<StreamingInputCallRequest>();
        var calling = server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            TestServer.InputCall, requests.Reader.ReadAllAsync(), options);
        Assert.Equal("here", (await arrived.Task.WaitAsync(Limit)).Get("x-grpc-test-echo-initial"));
        requests.Writer.Complete();
        Assert.Equal(0, (await calling).AggregatedPayloadSize);
    }

    [Fact]
    public async Task A_response_arrives_while_the_handler_waits_for_more()
    {
        await using var server = await StartDuplex(Echo);
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        await using var responses = call.Responses().GetAsyncEnumerator();
        for (var size = 1; size <= 5; size++)
        {
            await call.Write(Sized(size));
            Assert.True(await responses.MoveNextAsync().AsTask().WaitAsync(Limit));
            Assert.Equal(size, responses.Current.Payload.Body.Length);
        }
        await call.CompleteWrites();
        Assert.False(await responses.MoveNextAsync());
    }

    [Fact]
    public async Task A_fault_in_the_requests_comes_after_the_responses_to_those_before_it()
    {
        await using var server = await StartDuplex(Echo, new RpcOptions { MaxReceiveMessageBytes = 1000 });
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        await call.Write(Sized(10), more: true);
        await call.Write(Sized(20), more: true);
        await call.Write(Sized(2000));
        var sizes = new List<int>();
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var response in call.Responses()) sizes.Add(response.Payload.Body.Length);
        });
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        Assert.Equal([10, 20], sizes);
    }

    [Fact]
    public async Task Disposing_of_a_call_cancels_its_handler_and_its_reader()
    {
        var waiting = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception>();
        await using var server = await StartDuplex((requests, call, _) => Watch(requests, waiting, ended));
        await using (var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall)) await waiting.Task.WaitAsync(Limit);
        var fault = await ended.Task.WaitAsync(Limit);
        Assert.True(fault is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }, fault.ToString());
    }

    [Fact]
    public async Task A_deadline_ends_a_silent_stream()
    {
        var time = new ManualTime();
        await using var server = await StartDuplex(Echo, new RpcOptions { Time = time });
        // The library has a clock of its own.
        var deadline = Binding.IsTheLibrarys ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(10);
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall, new CallOptions(Deadline: deadline));
        await call.WaitForHeaders();
        time.Advance(deadline);
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await Drain(call));
        Assert.Equal(StatusCode.DeadlineExceeded, fault.StatusCode);
    }

    [Fact]
    public async Task A_message_larger_than_every_window_passes()
    {
        await using var server = await StartDuplex(Echo);
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        const int size = 4_000_000;
        await call.Write(Sized(size));
        await call.CompleteWrites();
        var sizes = new List<int>();
        await foreach (var response in call.Responses()) sizes.Add(response.Payload.Body.Length);
        Assert.Equal([size], sizes);
    }

    [Fact]
    public async Task Calls_whose_handlers_do_not_read_leave_their_connection_to_the_others()
    {
        var release = new TaskCompletionSource();
        var service = new RpcService(TestServer.Descriptor)
            .Unary<Empty, Empty>("EmptyCall", (request, _) => Task.FromResult(request))
            .Duplex<Request, Response>("FullDuplexCall", (_, _) => Stuck(release.Task));
        await using var server = await TestServer.Start(service);
        var calls = Enumerable.Range(0, 8).Select(_ => server.Channel.Duplex<Request, Response>(TestServer.DuplexCall)).ToList();
        var writes = calls.Select(call => call.Write(Sized(2_000_000)).AsTask()).ToList();
        Assert.Equal(new Empty(), await server.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty()).WaitAsync(Limit));
        Assert.DoesNotContain(writes, write => write.IsCompleted);
        release.SetResult();
        foreach (var call in calls) await call.DisposeAsync();
        foreach (var write in writes) await Assert.ThrowsAsync<RpcException>(() => write);
    }

    [Fact]
    public async Task A_handlers_forgotten_reader_ends_with_its_call()
    {
        var forgotten = new TaskCompletionSource<Task>();
        await using var server = await StartDuplex((requests, _, _) => Forget(requests, forgotten));
        await using var call = server.Channel.Duplex<Request, Response>(TestServer.DuplexCall);
        await Drain(call);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await (await forgotten.Task).WaitAsync(Limit));
    }

    private static Request Sized(int bytes) => new() { Payload = new Payload { Body = ByteString.CopyFrom(new byte[bytes]) } };

    private static Task<TestServer> StartDuplex(
        Func<IAsyncEnumerable<Request>, CallContext, CancellationToken, IAsyncEnumerable<Response>> handler, RpcOptions? options = null) =>
        TestServer.Start(
            new RpcService(TestServer.Descriptor)
                .Duplex<Request, Response>("FullDuplexCall", (requests, call) => handler(requests, call, default)),
            options);

    private static async IAsyncEnumerable<Response> Echo(
        IAsyncEnumerable<Request> requests, CallContext call, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        call.ResponseHeaders.Add("echo", "yes");
        await foreach (var request in requests.WithCancellation(cancellation)) yield return new Response { Payload = request.Payload };
    }

    private static async IAsyncEnumerable<Response> Watch(
        IAsyncEnumerable<Request> requests, TaskCompletionSource waiting, TaskCompletionSource<Exception> ended)
    {
        await using var reader = requests.GetAsyncEnumerator();
        var next = reader.MoveNextAsync();
        waiting.SetResult();
        try
        {
            await next;
        }
        catch (Exception fault)
        {
            ended.SetResult(fault);
            throw;
        }
        yield break;
    }

    private static async IAsyncEnumerable<Response> Stuck(Task release)
    {
        await release;
        yield break;
    }

    private static async IAsyncEnumerable<Response> Forget(IAsyncEnumerable<Request> requests, TaskCompletionSource<Task> forgotten)
    {
        forgotten.SetResult(requests.GetAsyncEnumerator().MoveNextAsync().AsTask());
        await Task.Yield();
        yield break;
    }

    private static async Task Drain(DuplexCall<Request, Response> call)
    {
        await foreach (var _ in call.Responses()) Assert.Fail("no response was expected");
    }
}
