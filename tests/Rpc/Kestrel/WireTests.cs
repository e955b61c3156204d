using System.Net;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc.Tests.Framing;
using RealtimeGov.Rpc.Tests.Servers;

namespace RealtimeGov.Rpc.Tests.Kestrel;

/// <summary>What the server answers to bytes, seen without a gRPC client.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private const string Unary = "/grpc.testing.TestService/UnaryCall";
    private const string Input = "/grpc.testing.TestService/StreamingInputCall";

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartInterop(new RpcOptions { MaxReceiveMessageBytes = 1000 });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_is_headers_frame_and_trailers(bool octetByOctet)
    {
        var answer = await RawCall.Send(_server, Unary, Request(new SimpleRequest { ResponseSize = 2 }), octetByOctet: octetByOctet);
        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal([0, 0, 0, 0, 6, 0x0a, 4, 0x12, 2, 0, 0], answer.Body);
        Assert.False(answer.TrailersOnly);
        Assert.Equal([new("grpc-status", "0")], answer.Trailers);
    }

    [Fact]
    public async Task A_failure_before_any_response_is_trailers_only_with_its_message_encoded()
    {
        var request = new SimpleRequest { ResponseStatus = new EchoStatus { Code = 5, Message = "无此网格 100%\n" } };
        var answer = await RawCall.Send(_server, Unary, Request(request));
        Assert.True(answer.TrailersOnly);
        Assert.Equal((HttpStatusCode.OK, "5"), (answer.Http, answer.Status));
        Assert.Equal("%E6%97%A0%E6%AD%A4%E7%BD%91%E6%A0%BC 100%25%0A", answer.Message);
        Assert.Empty(answer.Body);
        Assert.Empty(answer.Trailers);
    }

    [Theory]
    [InlineData("/grpc.testing.TestService/UnimplementedCall")]
    [InlineData("/grpc.testing.TestService/unarycall")]
    [InlineData("/grpc.testing.TestService/NoSuchMethod")]
    [InlineData("/no.such.Service/Method")]
    public async Task What_is_not_served_is_UNIMPLEMENTED(string path)
    {
        var answer = await RawCall.Send(_server, path, Request(new SimpleRequest()));
        Assert.True(answer.TrailersOnly);
        Assert.Equal((HttpStatusCode.OK, "12"), (answer.Http, answer.Status));
    }

    [Theory]
    [InlineData("/one")]
    [InlineData("/a/b/c")]
    public async Task What_cannot_be_a_method_is_not_served(string path)
    {
        var answer = await RawCall.Send(_server, path, Request(new SimpleRequest()));
        Assert.Equal(Binding.NoMethodsPath, (answer.Http, answer.Status));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc+json")]
    public async Task Another_content_type_is_415(string contentType)
    {
        var answer = await RawCall.Send(_server, Unary, Request(new SimpleRequest()), contentType: contentType);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, null), (answer.Http, answer.Status));
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task Protobuf_by_any_of_its_names_is_served(string contentType) =>
        Assert.Equal("0", (await RawCall.Send(_server, Unary, Request(new SimpleRequest()), contentType: contentType)).Status);

    [Fact]
    public async Task An_unknown_compression_that_no_message_uses()
    {
        var answer = await RawCall.Send(_server, Unary, Request(new SimpleRequest()), new() { ["grpc-encoding"] = "br" });
        Assert.Equal(Binding.UnusedEncoding.Status, answer.Status);
        if (Binding.UnusedEncoding.Accepted is { } accepted) Assert.Equal(accepted, answer.Headers["grpc-accept-encoding"]);
    }

    [Fact]
    public async Task A_message_in_an_unknown_compression_is_UNIMPLEMENTED_and_the_known_ones_are_named()
    {
        var answer = await RawCall.Send(_server, Unary, Frames.Raw(1, 0), new() { ["grpc-encoding"] = "br" });
        Assert.Equal("12", answer.Status);
        Assert.StartsWith("identity,gzip", answer.Headers["grpc-accept-encoding"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_message_without_a_compression_is_INTERNAL() =>
        Assert.Equal("13", (await RawCall.Send(_server, Unary, Frames.Raw(1, 0))).Status);

    [Theory]
    [InlineData(Unary)]
    [InlineData(Input)]
    public async Task An_unknown_flag_is_INTERNAL(string path)
    {
        var answer = await RawCall.Send(_server, path, Frames.Raw(7, 0));
        Assert.Equal(("13", "a message starts with flag 7; 0 and 1 are known"), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData(Unary)]
    [InlineData(Input)]
    public async Task A_length_that_no_array_has_is_RESOURCE_EXHAUSTED(string path)
    {
        var answer = await RawCall.Send(_server, path, [0, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Equal("8", answer.Status);
        Assert.StartsWith("a message of 4294967295 bytes is over the limit of ", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Unary)]
    [InlineData(Input)]
    public async Task A_body_that_ends_inside_a_message_is_INTERNAL(string path) =>
        Assert.Equal("13", (await RawCall.Send(_server, path, Frames.Raw(0, 9, 1, 2))).Status);

    [Theory]
    [InlineData(Unary)]
    [InlineData(Input)]
    public async Task Bytes_that_are_no_message_are_INVALID_ARGUMENT(string path) =>
        Assert.Equal("3", (await RawCall.Send(_server, path, Frames.Raw(0, 2, 0xff, 0xff))).Status);

    [Theory]
    [InlineData(Unary)]
    [InlineData(Input)]
    public async Task A_message_over_the_limit_is_RESOURCE_EXHAUSTED(string path)
    {
        var answer = await RawCall.Send(_server, path, Frames.Raw(0, 1001, new byte[1001]));
        Assert.Equal(("8", Binding.OverLimit(1001, 1000)), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task A_message_may_be_longer_than_the_bodies_of_other_requests()
    {
        await using var server = await TestServer.StartInterop();
        var payload = new Payload { Body = ByteString.CopyFrom(new byte[100_000]) };
        var unary = await RawCall.Send(server, Unary, Request(new SimpleRequest { Payload = payload }));
        var input = await RawCall.Send(server, Input, Request(new StreamingInputCallRequest { Payload = payload }));
        Assert.Equal([new("grpc-status", "0")], unary.Trailers);
        Assert.Equal([new("grpc-status", "0")], input.Trailers);
    }

    [Fact]
    public async Task No_request_where_one_is_due_is_refused() =>
        Assert.Equal(Binding.Miscounted, (await RawCall.Send(_server, Unary, [])).Status);

    [Fact]
    public async Task Two_requests_where_one_is_due_are_refused() =>
        Assert.Equal(Binding.Miscounted, (await RawCall.Send(_server, Unary, [.. Frames.Raw(0, 0), .. Frames.Raw(0, 0)])).Status);

    [Fact]
    public async Task A_timeout_that_is_none_is_INTERNAL() =>
        Assert.Equal("13", (await RawCall.Send(_server, Unary, Frames.Raw(0, 0), new() { ["grpc-timeout"] = "soon" })).Status);

    [Fact]
    public async Task A_timeout_of_zero_is_over_before_the_handler_runs() =>
        Assert.Equal("4", (await RawCall.Send(_server, Unary, Frames.Raw(0, 0), new() { ["grpc-timeout"] = "0n" })).Status);

    [Fact]
    public async Task The_longest_timeout_is_no_trouble() =>
        Assert.Equal("0", (await RawCall.Send(_server, Unary, Frames.Raw(0, 0), new() { ["grpc-timeout"] = "99999999H" })).Status);

    private static byte[] Request(IMessage request) => Frames.Raw(0, (uint)request.CalculateSize(), request.ToByteArray());
}
