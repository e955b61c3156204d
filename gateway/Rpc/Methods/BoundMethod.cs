using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc;

/// <summary>A method of a service and what answers it, in no particular server's terms.</summary>
public abstract class BoundMethod
{
    private protected BoundMethod(MethodDescriptor descriptor)
    {
        Descriptor = descriptor;
        FullName = MethodName.Of(descriptor);
    }

    public MethodDescriptor Descriptor { get; }

    /// <summary>`/package.Service/Method`, the path of its calls.</summary>
    public string FullName { get; }

    public MethodShape Shape => MethodShapes.Of(Descriptor);

    /// <summary>Hands itself, types and all, to a server's binding.</summary>
    public abstract void BindTo(IMethodBinder binder);
}

/// <summary>A method with its message types.</summary>
public abstract class BoundMethod<TRequest, TResponse> : BoundMethod
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private protected BoundMethod(MethodDescriptor descriptor)
        : base(descriptor)
    {
        Requests = Marshaller<TRequest>.Of(descriptor.InputType);
        Responses = Marshaller<TResponse>.Of(descriptor.OutputType);
    }

    public Marshaller<TRequest> Requests { get; }

    public Marshaller<TResponse> Responses { get; }
}
