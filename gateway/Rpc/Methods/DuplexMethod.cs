using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>Two streams, each at its own pace.</summary>
public sealed class DuplexMethod<TRequest, TResponse> : BoundMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal DuplexMethod(
        MethodDescriptor descriptor,
        Func<IAsyncEnumerable<TRequest>, CallContext, IAsyncEnumerable<TResponse>> handler)
        : base(descriptor)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    public Func<IAsyncEnumerable<TRequest>, CallContext, IAsyncEnumerable<TResponse>> Handler { get; }

    public override void BindTo(IMethodBinder binder) => binder.Bind(this);
}
