using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Kestrel.Calls;

/// <summary>What calls of every shape have in common: from the request's headers to the status.</summary>
internal abstract partial class CallHandler<TRequest, TResponse>(BoundMethod<TRequest, TResponse> method, ServerSettings server)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly RpcOptions _options = server.Options;
    private readonly bool _streamsRequests = method.Shape is MethodShape.ClientStreaming or MethodShape.Duplex;

    // A stream of requests ends at its next read when the server stops; a stream of responses alone has no such place.
    private readonly CancellationToken _stopsReading = server.Stopping;
    private readonly CancellationToken _stopsHandler = method.Shape is MethodShape.ServerStreaming ? server.Stopping : default;

    public async Task Invoke(HttpContext http)
    {
        if (!CallGate.Accepts(http)) return;
        // Routes match in any case; a method's name does not.
        if (!string.Equals(http.Request.Path.Value, method.FullName, StringComparison.Ordinal))
        {
            await UnknownMethod.Answer(http, server);
            return;
        }
        CallGate.LiftBodyLimits(http, _streamsRequests);
        using var clock = Clock(http, out var fault);
        var call = new KestrelCallContext(http, method.FullName, clock);
        fault ??= await Run(http, call, clock);
        await call.End(fault);
        if (!call.RequestsEnded) await RequestDrain.Run(http, server);
    }

    /// <summary>Reads requests, runs the handler, writes responses. What it throws becomes the status.</summary>
    protected abstract Task Handle(MessageReader<TRequest> requests, ResponseWriter<TResponse> responses, KestrelCallContext call);

    private CallClock Clock(HttpContext http, out RpcException? fault)
    {
        try
        {
            fault = null;
            return new CallClock(http.Request.Headers.GrpcTimeout, _options.Time, http.RequestAborted, _stopsHandler);
        }
        catch (RpcException malformed)
        {
            fault = malformed;
            return new CallClock(null, _options.Time, http.RequestAborted, _stopsHandler);
        }
    }

    private async ValueTask<RpcException?> Run(HttpContext http, KestrelCallContext call, CallClock clock)
    {
        try
        {
            using var reading = _streamsRequests ? CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, _stopsReading) : null;
            var requests = Requests(http, call, reading?.Token ?? call.Cancellation);
            call.Requests = requests;
            var responses = new ResponseWriter<TResponse>(http.Response.BodyWriter, method.Responses, call, _options.FlushThresholdBytes);
            call.Cancellation.ThrowIfCancellationRequested();
            if (_options.Authorize?.Invoke(call) is { } refusal) return refusal;
            try
            {
                await Handle(requests, responses, call);
                return null;
            }
            finally
            {
                await requests.Stop();
            }
        }
        catch (Exception fault)
        {
            return StatusOf(fault, call, clock);
        }
    }

    private MessageReader<TRequest> Requests(HttpContext http, KestrelCallContext call, CancellationToken reading)
    {
        var rules = new ReadRules
        {
            MaxMessageBytes = _options.MaxReceiveMessageBytes,
            Compression = PeerCompression(http),
            Undecodable = StatusCode.InvalidArgument,
            Broken = fault => Broken(fault, call),
        };
        return new MessageReader<TRequest>(http.Request.BodyReader, method.Requests, rules, reading);
    }

    private Exception Broken(Exception fault, KestrelCallContext call)
    {
        if (fault is not OperationCanceledException) return new RpcException(StatusCode.Cancelled, "the caller has gone", cause: fault);
        return _stopsReading.IsCancellationRequested && !call.Cancellation.IsCancellationRequested ? Stopping() : fault;
    }

    private static RpcException Stopping() => new(StatusCode.Unavailable, "the server is stopping: send again");

    private static Compression? PeerCompression(HttpContext http)
    {
        try
        {
            return Compression.Of(http.Request.Headers.GrpcEncoding);
        }
        catch (RpcException)
        {
            http.Response.Headers.GrpcAcceptEncoding = Compression.Accepted;
            throw;
        }
    }

    private RpcException StatusOf(Exception fault, KestrelCallContext call, CallClock clock)
    {
        var cancelled = fault is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled };
        if (cancelled && clock.DeadlinePassed) return new RpcException(StatusCode.DeadlineExceeded, "the deadline has passed");
        if (fault is RpcException told) return told;
        if (cancelled && _stopsHandler.IsCancellationRequested) return Stopping();
        if (call.Cancellation.IsCancellationRequested) return new RpcException(StatusCode.Cancelled, "the call was cancelled");
        LogHandlerFailed(server.Logger, fault, method.FullName, call.Peer);
        // What went wrong inside is the log's business, not the caller's.
        return new RpcException(StatusCode.Unknown, "the server failed to answer this call");
    }
}
