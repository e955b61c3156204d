using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>
/// A client's way to one server: calls share a connection of HTTP/2, in plain text for `http`, made at the first call and
/// again after it broke. Every fault of a call is an RpcException. Safe for use by many threads.
/// </summary>
public sealed class RpcChannel : IAsyncDisposable
{
    private readonly RpcChannelOptions _options;
    private readonly HttpMessageInvoker _transport;

    /// <summary>Throws ArgumentException when the address is not an absolute http or https one, or an option is out of its range.</summary>
    public RpcChannel(Uri address, RpcChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{address}' is not an absolute http or https address", nameof(address));
        Address = address;
        _options = options ?? new RpcChannelOptions();
        _options.Validate();
        _transport = ChannelTransport.Open(_options);
    }

    public Uri Address { get; }

    /// <summary>One request, one response.</summary>
    public async Task<TResponse> Unary<TRequest, TResponse>(MethodDescriptor method, TRequest request, CallOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using var call = Open<TRequest, TResponse>(method, MethodShape.Unary, options, request);
        return await call.OnlyResponse();
    }

    /// <summary>One request, a stream of responses; the call is made when the stream is read, and cancelled when reading stops.</summary>
    public async IAsyncEnumerable<TResponse> ServerStreaming<TRequest, TResponse>(
        MethodDescriptor method,
        TRequest request,
        CallOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using var call = Open<TRequest, TResponse>(method, MethodShape.ServerStreaming, options, request);
        await foreach (var response in call.Responses(cancellation)) yield return response;
    }

    /// <summary>
    /// A stream of requests, one response. Requests that are ready one behind the other travel together. When the server
    /// answers early the rest is not sent; the token of the source's enumerator says so. An exception of the source itself
    /// cancels the call and is thrown as it is.
    /// </summary>
    public async Task<TResponse> ClientStreaming<TRequest, TResponse>(
        MethodDescriptor method, IAsyncEnumerable<TRequest> requests, CallOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(requests);
        await using var call = Open<TRequest, TResponse>(method, MethodShape.ClientStreaming, options, first: null);
        var sending = new CancellationTokenSource();
        var sent = RequestPump.Run(requests, call, sending.Token);
        try
        {
            return await RequestPump.ResponseUnlessFaulted(call.OnlyResponse(), sent);
        }
        finally
        {
            await sending.CancelAsync();
            RequestPump.Forget(sent);
        }
    }

    /// <summary>Two streams. The call is made at once; dispose of it.</summary>
    public DuplexCall<TRequest, TResponse> Duplex<TRequest, TResponse>(MethodDescriptor method, CallOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(Open<TRequest, TResponse>(method, MethodShape.Duplex, options, first: null));

    /// <summary>Closes the connection; calls still open end with an RpcException.</summary>
    public ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return ValueTask.CompletedTask;
    }

    private ClientCall<TRequest, TResponse> Open<TRequest, TResponse>(
        MethodDescriptor method, MethodShape shape, CallOptions? options, TRequest? first)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(method);
        if (MethodShapes.Of(method) != shape)
            throw new ArgumentException($"{method.FullName} is {MethodShapes.Of(method)}, not {shape}", nameof(method));
        var call = new ClientCall<TRequest, TResponse>(method, options ?? CallOptions.None, _options);
        call.Start(_transport, Address, first);
        return call;
    }
}
