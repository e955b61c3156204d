using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using RealtimeGov.Rpc.Wire;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>Calls of one method: who may call, the handler, the status.</summary>
internal sealed partial class CallHandler(BoundMethod method, ServerSettings server)
{
    // A stream of requests ends at its next read when the server stops; a stream of responses alone has no such place.
    private readonly CancellationToken _stopsHandler = method.Shape is MethodShape.ServerStreaming ? server.Stopping : default;

    public Task<TResponse> Unary<TRequest, TResponse>(UnaryMethod<TRequest, TResponse> unary, TRequest request, ServerCallContext core)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Run(core, call => One(unary.Handler(request, call), call));

    public Task<TResponse> ClientStreaming<TRequest, TResponse>(
        ClientStreamingMethod<TRequest, TResponse> streaming, IAsyncStreamReader<TRequest> requests, ServerCallContext core)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Run(core, async call =>
        {
            var stream = new RequestStream<TRequest>(requests, call, server.Stopping);
            try
            {
                var answering = streaming.Handler(stream, call);
                // A caller may wait for the headers before it sends.
                if (!answering.IsCompleted) await call.SendResponseHeaders();
                return await One(answering, call);
            }
            finally
            {
                await stream.Stop();
            }
        });

    public Task ServerStreaming<TRequest, TResponse>(
        ServerStreamingMethod<TRequest, TResponse> streaming, TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext core)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Run(core, async call =>
        {
            await ResponsePump.Run(streaming.Handler(request, call), responses, call, server.Options.FlushThresholdBytes);
            return true;
        });

    public Task Duplex<TRequest, TResponse>(
        DuplexMethod<TRequest, TResponse> duplex, IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext core)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Run(core, async call =>
        {
            var stream = new RequestStream<TRequest>(requests, call, server.Stopping);
            try
            {
                await ResponsePump.Run(duplex.Handler(stream, call), responses, call, server.Options.FlushThresholdBytes);
                return true;
            }
            finally
            {
                await stream.Stop();
            }
        });

    public static RpcException Stopping() => new(StatusCode.Unavailable, "the server is stopping: send again");

    private static async Task<TResponse> One<TResponse>(Task<TResponse> answering, AspNetCoreCallContext call)
        where TResponse : class
    {
        var response = await answering ?? throw new InvalidOperationException($"the handler of {call.Method} answered null");
        call.BeforeResponse();
        return response;
    }

    private async Task<TAnswer> Run<TAnswer>(ServerCallContext core, Func<AspNetCoreCallContext, Task<TAnswer>> handle)
    {
        using var linked = _stopsHandler.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(core.CancellationToken, _stopsHandler) : null;
        var call = new AspNetCoreCallContext(core, linked?.Token ?? core.CancellationToken);
        RpcException fault;
        try
        {
            if ((Misplaced(core) ?? server.Options.Authorize?.Invoke(call)) is not { } refusal)
            {
                var answer = await handle(call);
                await call.End();
                return answer;
            }
            fault = refusal;
        }
        catch (Exception thrown)
        {
            fault = StatusOf(thrown, call);
        }
        if (!call.Cancellation.IsCancellationRequested) await call.End();
        throw new Core.RpcException(new Core.Status((Core.StatusCode)fault.StatusCode, fault.Message), AspNetCoreCallContext.Of(fault.Trailers));
    }

    // What the library lets pass: routes match in any case, a method's name does not; a timeout that is none, or is over.
    private RpcException? Misplaced(ServerCallContext core)
    {
        if (core.Method != method.FullName) return new RpcException(StatusCode.Unimplemented, $"{core.Method} is not served");
        if (core.GetHttpContext().Request.Headers.GrpcTimeout is not [{ Length: > 0 } text]) return null;
        if (!TimeoutText.TryParse(text, out var timeout)) return new RpcException(StatusCode.Internal, $"grpc-timeout '{text}' is not a timeout");
        return timeout > TimeSpan.Zero ? null : new RpcException(StatusCode.DeadlineExceeded, "the deadline has passed");
    }

    private RpcException StatusOf(Exception fault, AspNetCoreCallContext call)
    {
        if (fault is RpcException told) return told;
        if (fault is OperationCanceledException && _stopsHandler.IsCancellationRequested) return Stopping();
        if (call.Cancellation.IsCancellationRequested) return new RpcException(StatusCode.Cancelled, "the call was cancelled");
        LogHandlerFailed(server.Logger, fault, method.FullName, call.Peer);
        // What went wrong inside is the log's business, not the caller's.
        return new RpcException(StatusCode.Unknown, "the server failed to answer this call");
    }

    [LoggerMessage(EventId = 1, EventName = "HandlerFailed", Level = LogLevel.Error, Message = "{Method} failed for {Peer}")]
    private static partial void LogHandlerFailed(ILogger logger, Exception fault, string method, string peer);
}
