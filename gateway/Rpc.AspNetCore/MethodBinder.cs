using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using RealtimeGov.Rpc.AspNetCore.Calls;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore;

/// <summary>Turns each method into one of Grpc.AspNetCore's.</summary>
internal sealed class MethodBinder(ServiceMethodProviderContext<ServedMethods> context, ServerSettings server) : IMethodBinder
{
    public void Bind<TRequest, TResponse>(UnaryMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var calls = new CallHandler(method, server);
        context.AddUnaryMethod(Of(method, Core.MethodType.Unary), [], (_, request, core) => calls.Unary(method, request, core));
    }

    public void Bind<TRequest, TResponse>(ClientStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var calls = new CallHandler(method, server);
        context.AddClientStreamingMethod(
            Of(method, Core.MethodType.ClientStreaming), [], (_, requests, core) => calls.ClientStreaming(method, requests, core));
    }

    public void Bind<TRequest, TResponse>(ServerStreamingMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var calls = new CallHandler(method, server);
        context.AddServerStreamingMethod(
            Of(method, Core.MethodType.ServerStreaming), [], (_, request, responses, core) => calls.ServerStreaming(method, request, responses, core));
    }

    public void Bind<TRequest, TResponse>(DuplexMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var calls = new CallHandler(method, server);
        context.AddDuplexStreamingMethod(
            Of(method, Core.MethodType.DuplexStreaming), [], (_, requests, responses, core) => calls.Duplex(method, requests, responses, core));
    }

    private static Core.Method<TRequest, TResponse> Of<TRequest, TResponse>(BoundMethod<TRequest, TResponse> method, Core.MethodType type)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(type, method.Descriptor.Service.FullName, method.Descriptor.Name, MessageMarshaller.Of(method.Requests), MessageMarshaller.Of(method.Responses));
}
