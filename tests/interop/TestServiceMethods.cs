using Google.Protobuf;
using Grpc.Core;
using RealtimeGov.Interop.Protos;

namespace RealtimeGov.Interop;

/// <summary>The server's side of gRPC's interoperability tests (grpc/doc/interop-test-descriptions.md).</summary>
internal sealed class TestServiceMethods(TimeProvider time, CancelledCalls cancelled) : TestService.TestServiceBase
{
    private static readonly WriteOptions Plain = new(WriteFlags.NoCompress);
    private static readonly WriteOptions Compressed = new();

    public override async Task<Empty> EmptyCall(Empty request, ServerCallContext context)
    {
        await MetadataEcho.Answer(context);
        return new Empty();
    }

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        RequireCompression(request.ExpectCompressed, context);
        var compress = request.ResponseCompressed?.Value ?? false;
        await MetadataEcho.Answer(context, compress);
        ThrowIfAsked(request.ResponseStatus);
        context.WriteOptions = compress ? Compressed : Plain;
        return new SimpleResponse { Payload = Zeroes(request.ResponseSize) };
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        using var watch = new CallWatch(context, cancelled);
        await MetadataEcho.Answer(context);
        var size = 0;
        await foreach (var request in requestStream.ReadAllAsync())
        {
            RequireCompression(request.ExpectCompressed, context);
            size += request.Payload?.Body.Length ?? 0;
        }

        watch.Completed();
        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task StreamingOutputCall(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        using var watch = new CallWatch(context, cancelled);
        // Compression is promised in the headers.
        await MetadataEcho.Answer(context, request.ResponseParameters.Any(wanted => wanted.Compressed is { Value: true }));
        await Answer(request, responseStream, context);
        watch.Completed();
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        using var watch = new CallWatch(context, cancelled);
        await MetadataEcho.Answer(context);
        await foreach (var request in requestStream.ReadAllAsync()) await Answer(request, responseStream, context);
        watch.Completed();
    }

    private async Task Answer(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responses, ServerCallContext call)
    {
        ThrowIfAsked(request.ResponseStatus);
        foreach (var wanted in request.ResponseParameters)
        {
            if (wanted.IntervalUs > 0) await Task.Delay(TimeSpan.FromMicroseconds(wanted.IntervalUs), time, call.CancellationToken);
            responses.WriteOptions = wanted.Compressed is { Value: true } ? Compressed : Plain;
            await responses.WriteAsync(new StreamingOutputCallResponse { Payload = Zeroes(wanted.Size) });
        }
    }

    private static void RequireCompression(BoolValue? expected, ServerCallContext call)
    {
        var came = CompressionMark.Take(call);
        if (expected is null || expected.Value == came) return;
        throw new RpcException(new Status(
            StatusCode.InvalidArgument, expected.Value ? "the request came uncompressed" : "the request came compressed"));
    }

    private static void ThrowIfAsked(EchoStatus? wanted)
    {
        if (wanted is { Code: not 0 }) throw new RpcException(new Status((StatusCode)wanted.Code, wanted.Message));
    }

    private static Payload Zeroes(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
