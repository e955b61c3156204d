using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>A stream of requests, one response.</summary>
public sealed class ClientStreamingMethod<TRequest, TResponse> : BoundMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal ClientStreamingMethod(
        MethodDescriptor descriptor,
        Func<IAsyncEnumerable<TRequest>, CallContext, Task<TResponse>> handler)
        : base(descriptor)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    public Func<IAsyncEnumerable<TRequest>, CallContext, Task<TResponse>> Handler { get; }

    public override void BindTo(IMethodBinder binder) => binder.Bind(this);
}
