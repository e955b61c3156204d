using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal sealed class ServerStreamingCallHandler<TRequest, TResponse>(
    ServerStreamingMethod<TRequest, TResponse> method, ServerSettings server)
    : CallHandler<TRequest, TResponse>(method, server)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Func<TRequest, CallContext, IAsyncEnumerable<TResponse>> _handler = method.Handler;

    protected override async Task Handle(
        MessageReader<TRequest> requests, ResponseWriter<TResponse> responses, KestrelCallContext call)
    {
        var request = await OneRequest.Read(requests, call.Method);
        await ResponsePump.Run(_handler(request, call), responses, call);
    }
}
