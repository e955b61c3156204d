using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal sealed class DuplexCallHandler<TRequest, TResponse>(DuplexMethod<TRequest, TResponse> method, ServerSettings server)
    : CallHandler<TRequest, TResponse>(method, server)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Func<IAsyncEnumerable<TRequest>, CallContext, IAsyncEnumerable<TResponse>> _handler = method.Handler;

    protected override Task Handle(MessageReader<TRequest> requests, ResponseWriter<TResponse> responses, KestrelCallContext call) =>
        ResponsePump.Run(_handler(requests, call), responses, call);
}
