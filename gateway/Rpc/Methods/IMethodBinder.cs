using Google.Protobuf;

namespace RealtimeGov.Rpc;

/// <summary>A server's way of taking methods: one call for each method, by shape.</summary>
public interface IMethodBinder
{
    void Bind<TRequest, TResponse>(UnaryMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>;

    void Bind<TRequest, TResponse>(ClientStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>;

    void Bind<TRequest, TResponse>(ServerStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>;

    void Bind<TRequest, TResponse>(DuplexMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>;
}
