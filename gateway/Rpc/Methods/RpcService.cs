using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>
/// A service of a proto and the handlers of its methods. Names, shapes and message types are checked against the
/// proto's descriptor as they are bound, so that a mistake shows at start and not at the first call. A method of the
/// proto that is not bound answers UNIMPLEMENTED.
/// <para>
/// A handler reads its request stream with one reader, once. A fault in that stream (undecodable, too long, truncated)
/// is thrown at that reader as RpcException, after the messages before it: a handler that reads ahead answers those
/// first and lets the exception pass.
/// </para>
/// </summary>
public sealed class RpcService
{
    private readonly List<BoundMethod> _methods = [];

    public RpcService(ServiceDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        Descriptor = descriptor;
    }

    public ServiceDescriptor Descriptor { get; }

    /// <summary>What has been bound so far.</summary>
    public IReadOnlyList<BoundMethod> Methods => _methods;

    /// <summary>Throws ArgumentException when the proto has no such method, or has it with another shape or other types.</summary>
    public RpcService Unary<TRequest, TResponse>(string method, Func<TRequest, CallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(new UnaryMethod<TRequest, TResponse>(Find(method, MethodShape.Unary), handler));

    /// <inheritdoc cref="Unary"/>
    public RpcService ClientStreaming<TRequest, TResponse>(
        string method, Func<IAsyncEnumerable<TRequest>, CallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(new ClientStreamingMethod<TRequest, TResponse>(Find(method, MethodShape.ClientStreaming), handler));

    /// <inheritdoc cref="Unary"/>
    public RpcService ServerStreaming<TRequest, TResponse>(
        string method, Func<TRequest, CallContext, IAsyncEnumerable<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(new ServerStreamingMethod<TRequest, TResponse>(Find(method, MethodShape.ServerStreaming), handler));

    /// <inheritdoc cref="Unary"/>
    public RpcService Duplex<TRequest, TResponse>(
        string method, Func<IAsyncEnumerable<TRequest>, CallContext, IAsyncEnumerable<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(new DuplexMethod<TRequest, TResponse>(Find(method, MethodShape.Duplex), handler));

    private MethodDescriptor Find(string name, MethodShape shape)
    {
        var method = Descriptor.Methods.FirstOrDefault(method => method.Name == name)
            ?? throw new ArgumentException($"{Descriptor.FullName} has no method '{name}'", nameof(name));
        var declared = MethodShapes.Of(method);
        if (declared != shape) throw new ArgumentException($"{method.FullName} is {declared}, not {shape}", nameof(name));
        if (_methods.Exists(bound => bound.Descriptor == method))
            throw new ArgumentException($"{method.FullName} is bound already", nameof(name));
        return method;
    }

    private RpcService Add(BoundMethod method)
    {
        _methods.Add(method);
        return this;
    }
}
