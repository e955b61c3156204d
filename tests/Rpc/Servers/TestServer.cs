using System.Net;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using RealtimeGov.Interop;
using RealtimeGov.Interop.Protos;

namespace RealtimeGov.Rpc.Tests.Servers;

/// <summary>Services in this process, behind a real socket, and clients for them.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public static readonly ServiceDescriptor Descriptor = TestReflection.Descriptor.Services[0];
    public static readonly MethodDescriptor EmptyCall = Descriptor.FindMethodByName("EmptyCall");
    public static readonly MethodDescriptor UnaryCall = Descriptor.FindMethodByName("UnaryCall");
    public static readonly MethodDescriptor OutputCall = Descriptor.FindMethodByName("StreamingOutputCall");
    public static readonly MethodDescriptor InputCall = Descriptor.FindMethodByName("StreamingInputCall");
    public static readonly MethodDescriptor DuplexCall = Descriptor.FindMethodByName("FullDuplexCall");

    private readonly WebApplication _app;

    private TestServer(WebApplication app, RpcChannelOptions? client)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Channel = new RpcChannel(Address, client);
        Http = new HttpClient
        {
            BaseAddress = Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public Uri Address { get; }

    public RpcChannel Channel { get; }

    /// <summary>HTTP/2 without any knowledge of gRPC.</summary>
    public HttpClient Http { get; }

    /// <summary>The interoperability service.</summary>
    public static Task<TestServer> StartInterop(RpcOptions? options = null, RpcChannelOptions? client = null) =>
        Start(new TestServiceMethods(TimeProvider.System).Service(), options, client);

    public static async Task<TestServer> Start(
        RpcService service, RpcOptions? options = null, RpcChannelOptions? client = null, Action<WebApplication>? routes = null)
    {
        var app = InteropServer.Build(port: 0, options ?? new RpcOptions(), service);
        routes?.Invoke(app);
        await app.StartAsync();
        return new TestServer(app, client);
    }

    /// <summary>What a signal to the process does.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
