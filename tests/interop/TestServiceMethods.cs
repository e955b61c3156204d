using System.Runtime.CompilerServices;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>
/// The server's side of gRPC's interoperability tests (grpc/doc/interop-test-descriptions.md). `cancelled` hears of every
/// call that is cancelled while its handler runs, by the name the call gave itself.
/// </summary>
public sealed class TestServiceMethods(TimeProvider time, Action<string>? cancelled = null)
{
    public RpcService Service() => new RpcService(TestReflection.Descriptor.Services[0])
        .Unary<Empty, Empty>("EmptyCall", (_, call) => EmptyCall(call))
        .Unary<SimpleRequest, SimpleResponse>("UnaryCall", UnaryCall)
        .ServerStreaming<StreamingOutputCallRequest, StreamingOutputCallResponse>(
            "StreamingOutputCall", (request, call) => StreamingOutputCall(request, call))
        .ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>("StreamingInputCall", StreamingInputCall)
        .Duplex<StreamingOutputCallRequest, StreamingOutputCallResponse>(
            "FullDuplexCall", (requests, call) => FullDuplexCall(requests, call));

    private static Task<Empty> EmptyCall(CallContext call)
    {
        MetadataEcho.Answer(call);
        return Task.FromResult(new Empty());
    }

    private static Task<SimpleResponse> UnaryCall(SimpleRequest request, CallContext call)
    {
        MetadataEcho.Answer(call);
        RequireCompression(request.ExpectCompressed, call);
        ThrowIfAsked(request.ResponseStatus);
        call.CompressResponses = request.ResponseCompressed?.Value ?? false;
        return Task.FromResult(new SimpleResponse { Payload = Zeroes(request.ResponseSize) });
    }

    private async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncEnumerable<StreamingInputCallRequest> requests, CallContext call)
    {
        using var watch = new CallWatch(call, cancelled);
        MetadataEcho.Answer(call);
        var size = 0;
        await foreach (var request in requests)
        {
            RequireCompression(request.ExpectCompressed, call);
            size += request.Payload?.Body.Length ?? 0;
        }
        watch.Completed();
        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    private async IAsyncEnumerable<StreamingOutputCallResponse> StreamingOutputCall(
        StreamingOutputCallRequest request, CallContext call, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var watch = new CallWatch(call, cancelled);
        MetadataEcho.Answer(call);
        // Compression is promised in the headers, which leave at the first wait.
        call.CompressResponses = request.ResponseParameters.Any(wanted => wanted.Compressed is { Value: true });
        await foreach (var response in Answers(request, call, cancellation)) yield return response;
        watch.Completed();
    }

    private async IAsyncEnumerable<StreamingOutputCallResponse> FullDuplexCall(
        IAsyncEnumerable<StreamingOutputCallRequest> requests,
        CallContext call,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var watch = new CallWatch(call, cancelled);
        MetadataEcho.Answer(call);
        await foreach (var request in requests.WithCancellation(cancellation))
        {
            await foreach (var response in Answers(request, call, cancellation)) yield return response;
        }
        watch.Completed();
    }

    private async IAsyncEnumerable<StreamingOutputCallResponse> Answers(
        StreamingOutputCallRequest request, CallContext call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ThrowIfAsked(request.ResponseStatus);
        foreach (var wanted in request.ResponseParameters)
        {
            if (wanted.IntervalUs > 0) await Task.Delay(TimeSpan.FromMicroseconds(wanted.IntervalUs), time, cancellation);
            call.CompressResponses = wanted.Compressed?.Value ?? false;
            yield return new StreamingOutputCallResponse { Payload = Zeroes(wanted.Size) };
        }
    }

    private static void RequireCompression(BoolValue? expected, CallContext call)
    {
        if (expected is null || expected.Value == call.RequestWasCompressed) return;
        throw new RpcException(StatusCode.InvalidArgument, expected.Value ? "the request came uncompressed" : "the request came compressed");
    }

    private static void ThrowIfAsked(EchoStatus? wanted)
    {
        if (wanted is { Code: not 0 }) throw new RpcException((StatusCode)wanted.Code, wanted.Message);
    }

    private static Payload Zeroes(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
