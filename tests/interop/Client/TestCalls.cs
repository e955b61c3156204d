using Google.Protobuf;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;
using Request = RealtimeGov.Interop.Protos.StreamingOutputCallRequest;
using Response = RealtimeGov.Interop.Protos.StreamingOutputCallResponse;

namespace RealtimeGov.Interop.Client;

/// <summary>The test service as our own client calls it.</summary>
internal sealed class TestCalls(RpcChannel channel)
{
    private static readonly ServiceDescriptor Test = TestReflection.Descriptor.Services[0];
    private static readonly ServiceDescriptor Nowhere =
        TestReflection.Descriptor.Services.Single(service => service.Name == "UnimplementedService");

    public Task<Empty> Empty() => channel.Unary<Empty, Empty>(Test.FindMethodByName("EmptyCall"), new Empty());

    public Task<Empty> UnimplementedMethod() => channel.Unary<Empty, Empty>(Test.FindMethodByName("UnimplementedCall"), new Empty());

    public Task<Empty> UnimplementedService() => channel.Unary<Empty, Empty>(Nowhere.FindMethodByName("UnimplementedCall"), new Empty());

    public Task<SimpleResponse> Unary(SimpleRequest request, CallOptions? options = null) =>
        channel.Unary<SimpleRequest, SimpleResponse>(Test.FindMethodByName("UnaryCall"), request, options);

    public Task<StreamingInputCallResponse> Input(IAsyncEnumerable<StreamingInputCallRequest> requests, CallOptions? options = null) =>
        channel.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            Test.FindMethodByName("StreamingInputCall"), requests, options);

    public IAsyncEnumerable<Response> Output(Request request, CallOptions? options = null) =>
        channel.ServerStreaming<Request, Response>(Test.FindMethodByName("StreamingOutputCall"), request, options);

    public DuplexCall<Request, Response> Duplex(CallOptions? options = null) =>
        channel.Duplex<Request, Response>(Test.FindMethodByName("FullDuplexCall"), options);

    public static Payload Zeroes(int bytes) => new() { Body = ByteString.CopyFrom(new byte[bytes]) };

    public static SimpleRequest Sized(int request, int response) => new() { Payload = Zeroes(request), ResponseSize = response };

    public static Request Asking(params IEnumerable<int> sizes)
    {
        var request = new Request();
        request.ResponseParameters.AddRange(sizes.Select(size => new ResponseParameters { Size = size }));
        return request;
    }

    public static async Task<List<int>> Sizes(IAsyncEnumerable<Response> responses)
    {
        var sizes = new List<int>();
        await foreach (var response in responses) sizes.Add(response.Payload.Body.Length);
        return sizes;
    }

    public static async IAsyncEnumerable<StreamingInputCallRequest> Payloads(params IEnumerable<int> sizes)
    {
        foreach (var size in sizes)
        {
            await Task.Yield();
            yield return new StreamingInputCallRequest { Payload = Zeroes(size) };
        }
    }
}
