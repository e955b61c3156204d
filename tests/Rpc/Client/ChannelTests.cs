using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Client;

public sealed class ChannelTests
{
    [Fact]
    public async Task Metadata_arrives_twice_over_and_in_bytes()
    {
        var service = new RpcService(TestServer.Descriptor).Unary<Empty, Empty>("EmptyCall", (request, call) =>
        {
            foreach (var text in (string[])["one", "two, three"]) call.ResponseHeaders.Add("key", text);
            call.ResponseTrailers.Add("key-bin", [0xab, 0xab, 0xab]);
            call.ResponseTrailers.Add("key-bin", Array.Empty<byte>());
            return Task.FromResult(request);
        });
        await using var server = await TestServer.Start(service);
        Metadata? headers = null, trailers = null;
        var options = new CallOptions { OnResponseHeaders = got => headers = got, OnTrailers = got => trailers = got };
        await server.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty(), options);
        Assert.Equal(["one", "two, three"], headers!.GetAll("key").Select(entry => entry.Text));
        Assert.Equal(["ABABAB", ""], trailers!.GetAll("key-bin").Select(entry => Convert.ToHexString(entry.Bytes.Span)));
    }

    [Fact]
    public async Task HttpClient_joins_the_texts_of_a_key_and_the_server_parts_its_bytes()
    {
        Metadata? received = null;
        var service = new RpcService(TestServer.Descriptor).Unary<Empty, Empty>("EmptyCall", (request, call) =>
        {
            received = call.RequestHeaders;
            return Task.FromResult(request);
        });
        await using var server = await TestServer.Start(service);
        var sent = new Metadata { { "key", "one" }, { "key", "two" }, { "key-bin", new byte[] { 1 } }, { "key-bin", new byte[] { 2, 3 } } };
        await server.Channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty(), new CallOptions(sent));
        Assert.Equal(["one, two"], received!.GetAll("key").Select(entry => entry.Text));
        Assert.Equal(["01", "0203"], received!.GetAll("key-bin").Select(entry => Convert.ToHexString(entry.Bytes.Span)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_large_unary_call_is_served_compressed_or_not(bool request, bool response)
    {
        await using var server = await TestServer.StartInterop();
        var message = new SimpleRequest
        {
            ResponseSize = 314_159,
            Payload = new Payload { Body = ByteString.CopyFrom(new byte[271_828]) },
            ResponseCompressed = new BoolValue { Value = response },
        };
        var answer = await server.Channel.Unary<SimpleRequest, SimpleResponse>(
            TestServer.UnaryCall, message, new CallOptions { CompressRequests = request });
        Assert.Equal(314_159, answer.Payload.Body.Length);
    }

    [Fact]
    public async Task A_server_stream_comes_in_order()
    {
        await using var server = await TestServer.StartInterop();
        int[] sizes = [31415, 0, 9, 2653, 58979];
        var request = new StreamingOutputCallRequest();
        request.ResponseParameters.AddRange(sizes.Select((size, at) => new ResponseParameters
        {
            Size = size, Compressed = new BoolValue { Value = at % 2 == 0 },
        }));
        var received = new List<int>();
        await foreach (var response in server.Channel.ServerStreaming<StreamingOutputCallRequest, StreamingOutputCallResponse>(TestServer.OutputCall, request))
            received.Add(response.Payload.Body.Length);
        Assert.Equal(sizes, received);
    }

    [Fact]
    public async Task A_server_stream_that_is_left_early_is_cancelled()
    {
        var ended = new TaskCompletionSource();
        var service = new RpcService(TestServer.Descriptor).ServerStreaming<StreamingOutputCallRequest, StreamingOutputCallResponse>(
            "StreamingOutputCall", (_, call) => OneThenSilence(call, ended));
        await using var server = await TestServer.Start(service);
        await foreach (var _ in server.Channel.ServerStreaming<StreamingOutputCallRequest, StreamingOutputCallResponse>(
            TestServer.OutputCall, new StreamingOutputCallRequest())) break;
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Requests_are_added_up()
    {
        await using var server = await TestServer.StartInterop();
        var answer = await server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            TestServer.InputCall, Requests(27182, 8, 1828, 45904));
        Assert.Equal(74_922, answer.AggregatedPayloadSize);
    }

    [Fact]
    public async Task A_source_of_requests_that_fails_says_so_itself()
    {
        await using var server = await TestServer.StartInterop();
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() =>
            server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(TestServer.InputCall, Failing()));
        Assert.Equal("line 2", fault.Message);
    }

    [Fact]
    public async Task A_server_that_answers_early_is_heard()
    {
        var service = new RpcService(TestServer.Descriptor).ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            "StreamingInputCall", (_, _) => throw new RpcException(StatusCode.PermissionDenied, "enough"));
        await using var server = await TestServer.Start(service);
        var fault = await Assert.ThrowsAsync<RpcException>(() =>
            server.Channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(TestServer.InputCall, Endless()));
        Assert.Equal((StatusCode.PermissionDenied, "enough"), (fault.StatusCode, fault.Message));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_UNAVAILABLE()
    {
        await using var channel = new RpcChannel(new Uri($"http://127.0.0.1:{ClosedPort()}"));
        Assert.Equal(StatusCode.Unavailable, (await Fault(channel)).StatusCode);
        await using var call = channel.Duplex<StreamingOutputCallRequest, StreamingOutputCallResponse>(TestServer.DuplexCall);
        var writing = await Assert.ThrowsAsync<RpcException>(async () => await call.Write(new StreamingOutputCallRequest()));
        Assert.Equal(StatusCode.Unavailable, writing.StatusCode);
    }

    [Fact]
    public async Task The_deadline_ends_a_call_that_the_server_forgets()
    {
        var time = new ManualTime();
        var reached = new TaskCompletionSource<string?>();
        var never = new TaskCompletionSource<Empty>();
        var service = new RpcService(TestServer.Descriptor).Unary<Empty, Empty>("EmptyCall", (_, call) =>
        {
            reached.SetResult(call.Deadline?.ToString());
            return never.Task;
        });
        await using var server = await TestServer.Start(service, client: new RpcChannelOptions { Time = time });
        var calling = Fault(server.Channel, new CallOptions(Deadline: TimeSpan.FromHours(1)));
        Assert.NotNull(await reached.Task);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(StatusCode.DeadlineExceeded, (await calling).StatusCode);
        never.SetResult(new Empty());
    }

    [Fact]
    public async Task A_deadline_already_over_sends_nothing()
    {
        await using var server = await TestServer.StartInterop(new RpcOptions { Authorize = _ => throw new InvalidOperationException("called") });
        Assert.Equal(StatusCode.DeadlineExceeded, (await Fault(server.Channel, new CallOptions(Deadline: TimeSpan.Zero))).StatusCode);
    }

    [Fact]
    public async Task A_response_over_the_limit_is_RESOURCE_EXHAUSTED()
    {
        await using var server = await TestServer.StartInterop(client: new RpcChannelOptions { MaxReceiveMessageBytes = 1000 });
        var fault = await Assert.ThrowsAsync<RpcException>(() =>
            server.Channel.Unary<SimpleRequest, SimpleResponse>(TestServer.UnaryCall, new SimpleRequest { ResponseSize = 1000 }));
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
    }

    [Theory]
    [InlineData(0x0, StatusCode.Unavailable)]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public async Task A_reset_has_the_status_of_its_error(int error, StatusCode expected)
    {
        await using var server = await Answering(http => http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(error));
        Assert.Equal(expected, (await Fault(server.Channel)).StatusCode);
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    public async Task An_answer_that_is_no_gRPC_has_the_status_of_its_http(int http, StatusCode expected)
    {
        await using var server = await Answering(context => context.Response.StatusCode = http);
        Assert.Equal(expected, (await Fault(server.Channel)).StatusCode);
    }

    [Theory]
    [InlineData("text/html", "0", StatusCode.Unknown)]
    [InlineData("application/grpc", null, StatusCode.Unknown)]
    [InlineData("application/grpc", "many", StatusCode.Unknown)]
    [InlineData("application/grpc", "17", StatusCode.Unknown)]
    [InlineData("application/grpc", "16", StatusCode.Unauthenticated)]
    [InlineData("application/grpc", "0", StatusCode.Unimplemented)]
    public async Task A_status_is_read_from_headers_when_there_are_no_trailers(string contentType, string? status, StatusCode expected)
    {
        await using var server = await Answering(http =>
        {
            http.Response.ContentType = contentType;
            if (status is not null) http.Response.Headers.GrpcStatus = status;
        });
        Assert.Equal(expected, (await Fault(server.Channel)).StatusCode);
    }

    [Fact]
    public async Task Calls_after_the_channel_is_closed_are_CANCELLED()
    {
        await using var server = await TestServer.StartInterop();
        await server.Channel.DisposeAsync();
        Assert.Equal(StatusCode.Cancelled, (await Fault(server.Channel)).StatusCode);
    }

    [Fact]
    public async Task A_method_is_called_in_its_own_shape()
    {
        await using var channel = new RpcChannel(new Uri("http://127.0.0.1:1"));
        await Assert.ThrowsAsync<ArgumentException>(() => channel.Unary<Empty, Empty>(TestServer.DuplexCall, new Empty()));
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("relative")]
    public void An_address_is_absolute_and_http(string address) =>
        Assert.Throws<ArgumentException>(() => new RpcChannel(new Uri(address, UriKind.RelativeOrAbsolute)));

    private static async Task<RpcException> Fault(RpcChannel channel, CallOptions? options = null) =>
        await Assert.ThrowsAsync<RpcException>(() => channel.Unary<Empty, Empty>(TestServer.EmptyCall, new Empty(), options));

    private static Task<TestServer> Answering(Action<HttpContext> answer) => TestServer.Start(
        new RpcService(TestServer.Descriptor),
        routes: app => app.MapPost("/grpc.testing.TestService/EmptyCall", answer.Invoke));

    private static async IAsyncEnumerable<StreamingOutputCallResponse> OneThenSilence(CallContext call, TaskCompletionSource ended)
    {
        yield return new StreamingOutputCallResponse();
        try
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private static StreamingInputCallRequest Sized(int bytes) => new() { Payload = new Payload { Body = ByteString.CopyFrom(new byte[bytes]) } };

    private static async IAsyncEnumerable<StreamingInputCallRequest> Requests(params int[] sizes)
    {
        foreach (var size in sizes)
        {
            await Task.Yield();
            yield return Sized(size);
        }
    }

    private static async IAsyncEnumerable<StreamingInputCallRequest> Failing()
    {
        yield return Sized(1);
        await Task.Yield();
        throw new InvalidDataException("line 2");
    }

    private static async IAsyncEnumerable<StreamingInputCallRequest> Endless()
    {
        while (true)
        {
            await Task.Yield();
            yield return Sized(1000);
        }
    }

    // Free a moment ago, and refused now: a listener that was opened and closed again.
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
