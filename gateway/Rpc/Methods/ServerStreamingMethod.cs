using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>One request, a stream of responses.</summary>
public sealed class ServerStreamingMethod<TRequest, TResponse> : BoundMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal ServerStreamingMethod(
        MethodDescriptor descriptor,
        Func<TRequest, CallContext, IAsyncEnumerable<TResponse>> handler)
        : base(descriptor)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    public Func<TRequest, CallContext, IAsyncEnumerable<TResponse>> Handler { get; }

    public override void BindTo(IMethodBinder binder) => binder.Bind(this);
}
