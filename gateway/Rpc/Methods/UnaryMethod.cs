using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>One request, one response.</summary>
public sealed class UnaryMethod<TRequest, TResponse> : BoundMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal UnaryMethod(
        MethodDescriptor descriptor,
        Func<TRequest, CallContext, Task<TResponse>> handler)
        : base(descriptor)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    public Func<TRequest, CallContext, Task<TResponse>> Handler { get; }

    public override void BindTo(IMethodBinder binder) => binder.Bind(this);
}
