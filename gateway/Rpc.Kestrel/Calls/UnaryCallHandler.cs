using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal sealed class UnaryCallHandler<TRequest, TResponse>(UnaryMethod<TRequest, TResponse> method, ServerSettings server)
    : CallHandler<TRequest, TResponse>(method, server)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Func<TRequest, CallContext, Task<TResponse>> _handler = method.Handler;

    protected override async Task Handle(
        MessageReader<TRequest> requests, ResponseWriter<TResponse> responses, KestrelCallContext call)
    {
        var request = await OneRequest.Read(requests, call.Method);
        await responses.Write(await _handler(request, call));
    }
}
