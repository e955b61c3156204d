using Google.Protobuf;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal sealed class ClientStreamingCallHandler<TRequest, TResponse>(
    ClientStreamingMethod<TRequest, TResponse> method, ServerSettings server)
    : CallHandler<TRequest, TResponse>(method, server)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Func<IAsyncEnumerable<TRequest>, CallContext, Task<TResponse>> _handler = method.Handler;

    protected override async Task Handle(
        MessageReader<TRequest> requests, ResponseWriter<TResponse> responses, KestrelCallContext call)
    {
        var answering = _handler(requests, call);
        if (!answering.IsCompleted) await SendHeaders(responses, answering);
        await responses.Write(await answering);
    }

    // A caller may wait for the headers before it sends.
    private static async ValueTask SendHeaders(ResponseWriter<TResponse> responses, Task answering)
    {
        try
        {
            await responses.FlushWhileIdle();
        }
        catch
        {
            await HandlerEnd.Of(answering);
            throw;
        }
    }
}
