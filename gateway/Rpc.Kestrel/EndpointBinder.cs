using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Rpc.Kestrel.Calls;

namespace RealtimeGov.Rpc.Kestrel;

/// <summary>Turns each method into a route and the handler of its shape.</summary>
internal sealed class EndpointBinder(IEndpointRouteBuilder endpoints, ServerSettings server) : IMethodBinder
{
    public void Bind<TRequest, TResponse>(UnaryMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(method, new UnaryCallHandler<TRequest, TResponse>(method, server).Invoke);

    public void Bind<TRequest, TResponse>(ClientStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(method, new ClientStreamingCallHandler<TRequest, TResponse>(method, server).Invoke);

    public void Bind<TRequest, TResponse>(ServerStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(method, new ServerStreamingCallHandler<TRequest, TResponse>(method, server).Invoke);

    public void Bind<TRequest, TResponse>(DuplexMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(method, new DuplexCallHandler<TRequest, TResponse>(method, server).Invoke);

    private void Map(BoundMethod method, RequestDelegate invoke) =>
        endpoints.MapPost(method.FullName, invoke).WithDisplayName($"gRPC: {method.FullName}");
}
