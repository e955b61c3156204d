using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop.Client;

/// <summary>The official cases about messages, in every shape of call, compressed and not.</summary>
internal static class MessageCases
{
    private const int LargeRequest = 271_828;
    private const int LargeResponse = 314_159;

    private static readonly int[] RequestSizes = [27_182, 8, 1_828, 45_904];
    private static readonly int[] ResponseSizes = [31_415, 9, 2_653, 58_979];
    private static readonly CallOptions Compressed = new() { CompressRequests = true };

    public static readonly Dictionary<string, Func<TestCalls, Task>> All = new()
    {
        ["empty_unary"] = async calls => Expect.Equal(new Empty(), await calls.Empty(), "the answer"),
        ["large_unary"] = calls => Large(calls, CallOptionsOf(compressed: false), null),
        ["client_compressed_unary"] = calls => Large(calls, Compressed, null),
        ["server_compressed_unary"] = ServerCompressedUnary,
        ["client_streaming"] = calls => ClientStreaming(calls, CallOptionsOf(compressed: false)),
        ["client_compressed_streaming"] = calls => ClientStreaming(calls, Compressed),
        ["server_streaming"] = async calls =>
            Expect.Sequence(ResponseSizes, await TestCalls.Sizes(calls.Output(TestCalls.Asking(ResponseSizes))), "the sizes"),
        ["server_compressed_streaming"] = ServerCompressedStreaming,
        ["ping_pong"] = PingPong,
        ["empty_stream"] = EmptyStream,
    };

    private static CallOptions CallOptionsOf(bool compressed) => new() { CompressRequests = compressed };

    private static async Task Large(TestCalls calls, CallOptions options, bool? responseCompressed)
    {
        var request = TestCalls.Sized(LargeRequest, LargeResponse);
        if (responseCompressed is { } wanted) request.ResponseCompressed = new BoolValue { Value = wanted };
        Expect.Equal(TestCalls.Zeroes(LargeResponse), (await calls.Unary(request, options)).Payload, "the payload");
    }

    private static async Task ServerCompressedUnary(TestCalls calls)
    {
        await Large(calls, CallOptionsOf(compressed: false), responseCompressed: true);
        await Large(calls, CallOptionsOf(compressed: false), responseCompressed: false);
    }

    private static async Task ClientStreaming(TestCalls calls, CallOptions options) =>
        Expect.Equal(74_922, (await calls.Input(TestCalls.Payloads(RequestSizes), options)).AggregatedPayloadSize, "the sum");

    private static async Task ServerCompressedStreaming(TestCalls calls)
    {
        var request = TestCalls.Asking(31_415, 92_653);
        request.ResponseParameters[0].Compressed = new BoolValue { Value = true };
        request.ResponseParameters[1].Compressed = new BoolValue { Value = false };
        Expect.Sequence([31_415, 92_653], await TestCalls.Sizes(calls.Output(request)), "the sizes");
    }

    private static async Task PingPong(TestCalls calls)
    {
        await using var call = calls.Duplex();
        await using var responses = call.Responses().GetAsyncEnumerator();
        foreach (var (request, response) in RequestSizes.Zip(ResponseSizes))
        {
            var ping = TestCalls.Asking(response);
            ping.Payload = TestCalls.Zeroes(request);
            await call.Write(ping);
            Expect.Equal(true, await responses.MoveNextAsync(), "a response");
            Expect.Equal(response, responses.Current.Payload.Body.Length, "its size");
        }
        await call.CompleteWrites();
        Expect.Equal(false, await responses.MoveNextAsync(), "a further response");
    }

    private static async Task EmptyStream(TestCalls calls)
    {
        await using var call = calls.Duplex();
        await call.CompleteWrites();
        Expect.Sequence([], await TestCalls.Sizes(call.Responses()), "the responses");
    }
}
