using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// How calls end otherwise than by their handler's word. Once a call; a stream's messages pass by it but for one
/// comparison in <see cref="RequestReader{T}"/>.
/// </summary>
internal sealed partial class CallInterceptor(CallShutdown shutdown, ILogger<CallInterceptor> log) : Interceptor
{
    private static readonly Status Stopping = new(StatusCode.Unavailable, "the server is stopping: send again");

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Run(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Run(context, () => continuation(Reader(requestStream), context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Run(context, async () =>
        {
            await continuation(Reader(requestStream), responseStream, context);
            return true;
        });

    // It is cancelled when the server stops, whatever its handler makes of that.
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Run(context, async () =>
        {
            await continuation(request, responseStream, context);
            return shutdown.Stopping.IsCancellationRequested ? throw new RpcException(Stopping) : true;
        });

    private RequestReader<TRequest> Reader<TRequest>(IAsyncStreamReader<TRequest> requests) =>
        new(requests, Stopping, shutdown.Stopping);

    private async Task<TAnswer> Run<TAnswer>(ServerCallContext context, Func<Task<TAnswer>> handle)
    {
        try
        {
            return await handle();
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw new RpcException(StatusOf(fault, context));
        }
    }

    private Status StatusOf(Exception fault, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested)
            return shutdown.Stopping.IsCancellationRequested ? Stopping : new(StatusCode.Cancelled, "the call was cancelled");
        HandlerFailed(log, fault, context.Method, context.Peer);
        // What went wrong inside is the log's business, not the caller's.
        return new(StatusCode.Unknown, "the server failed to answer this call");
    }

    [LoggerMessage(EventId = 1, EventName = "HandlerFailed", Level = LogLevel.Error, Message = "{Method} failed for {Peer}")]
    private static partial void HandlerFailed(ILogger log, Exception fault, string method, string peer);
}
