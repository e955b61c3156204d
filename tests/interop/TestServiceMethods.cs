using System.Runtime.CompilerServices;
using Google.Protobuf;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>The server's side of gRPC's interoperability tests (grpc/doc/interop-test-descriptions.md).</summary>
public sealed class TestServiceMethods(TimeProvider time)
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
        ThrowIfAsked(request.ResponseStatus);
        call.CompressResponses = request.ResponseCompressed?.Value ?? false;
        return Task.FromResult(new SimpleResponse { Payload = Zeroes(request.ResponseSize) });
    }

    private static async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncEnumerable<StreamingInputCallRequest> requests, CallContext call)
    {
        MetadataEcho.Answer(call);
        var size = 0;
        await foreach (var request in requests) size += request.Payload?.Body.Length ?? 0;
        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    private async IAsyncEnumerable<StreamingOutputCallResponse> StreamingOutputCall(
        StreamingOutputCallRequest request, CallContext call, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        MetadataEcho.Answer(call);
        await foreach (var response in Answers(request, call, cancellation)) yield return response;
    }

    private async IAsyncEnumerable<StreamingOutputCallResponse> FullDuplexCall(
        IAsyncEnumerable<StreamingOutputCallRequest> requests,
        CallContext call,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        MetadataEcho.Answer(call);
        await foreach (var request in requests.WithCancellation(cancellation))
        {
            await foreach (var response in Answers(request, call, cancellation)) yield return response;
        }
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

    private static void ThrowIfAsked(EchoStatus? wanted)
    {
        if (wanted is { Code: not 0 }) throw new RpcException((StatusCode)wanted.Code, wanted.Message);
    }

    private static Payload Zeroes(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };
}
