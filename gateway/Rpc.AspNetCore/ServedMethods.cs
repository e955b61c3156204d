using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.Extensions.Options;
using RealtimeGov.Rpc.AspNetCore.Calls;

namespace RealtimeGov.Rpc.AspNetCore;

/// <summary>Stands, for Grpc.AspNetCore, where it expects a class with a method for each call: all that the application serves.</summary>
internal sealed class ServedMethods
{
    private IReadOnlyList<RpcService>? _services;
    private ServerSettings? _server;

    public IReadOnlyList<RpcService> Services => _services ?? throw NotYet();

    public ServerSettings Server => _server ?? throw NotYet();

    public void Serve(IReadOnlyList<RpcService> services, ServerSettings server) => (_services, _server) = (services, server);

    private static InvalidOperationException NotYet() => new("nothing is served yet: call MapRpc first");
}

/// <summary>Hands every method over, each with its shape and types.</summary>
internal sealed class ServedMethodProvider(ServedMethods served) : IServiceMethodProvider<ServedMethods>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ServedMethods> context)
    {
        var binder = new MethodBinder(context, served.Server);
        foreach (var method in served.Services.SelectMany(service => service.Methods)) method.BindTo(binder);
    }
}

/// <summary>Also without deflate, which nobody here sends.</summary>
internal sealed class ServedCompression(ServedMethods served) : IConfigureOptions<GrpcServiceOptions>
{
    public void Configure(GrpcServiceOptions options) => options.CompressionProviders = [new BoundedGzip(served)];
}

internal sealed class ServedMethodOptions(ServedMethods served) : IConfigureOptions<GrpcServiceOptions<ServedMethods>>
{
    public void Configure(GrpcServiceOptions<ServedMethods> options)
    {
        options.MaxReceiveMessageSize = served.Server.Options.MaxReceiveMessageBytes;
        options.MaxSendMessageSize = null; // what we answer is ours to bound
        options.EnableDetailedErrors = false; // what went wrong inside is the log's business
    }
}
