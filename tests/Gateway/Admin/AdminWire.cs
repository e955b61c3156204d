using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>An administrator's two ways to a gateway: HTTP and gRPC.</summary>
internal sealed class AdminWire(TestGateway gateway) : IAsyncDisposable
{
    private static readonly Google.Protobuf.Reflection.ServiceDescriptor Service = AdminReflection.Descriptor.Services[0];

    private readonly GrpcChannel channel = GrpcChannel.ForAddress(gateway.Grpc);

    /// <summary>The status and the body.</summary>
    public async Task<(int Status, string Body)> Post(string path, string body, string type = "application/json", string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/placement" + path) { Content = new StringContent(body, Encoding.UTF8, type) };
        return await Send(request, token);
    }

    public Task<(int Status, string Body)> Get(string path, string? token = null) =>
        Send(new HttpRequestMessage(HttpMethod.Get, "/api/v1/placement" + path), token);

    /// <summary>By the method's name, so that a test goes through all of them.</summary>
    public async Task<TResponse> Call<TRequest, TResponse>(string name, TRequest request, string? token = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var method = new Method<TRequest, TResponse>(MethodType.Unary, Service.FullName, name, Marshaller<TRequest>(), Marshaller<TResponse>());
        return await channel.CreateCallInvoker().AsyncUnaryCall(method, host: null, new CallOptions(Bearer(token)), request);
    }

    public async IAsyncEnumerable<Placement> Watch([EnumeratorCancellation] CancellationToken cancellation, string? token = null)
    {
        using var call = new Protos.Admin.AdminClient(channel).WatchPlacement(new GetPlacementRequest(), Bearer(token), cancellationToken: cancellation);
        await foreach (var placement in call.ResponseStream.ReadAllAsync(cancellation)) yield return placement;
    }

    /// <summary>Its code and the message in both languages.</summary>
    public static (string Code, string Message, string MessageZh) Error(string body)
    {
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        return (error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!, error.GetProperty("messageZh").GetString()!);
    }

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Marshaller<T> Marshaller<T>()
        where T : class, IMessage<T>
    {
        var parser = (MessageParser<T>)Service.Methods.SelectMany(method => new[] { method.InputType, method.OutputType })
            .First(type => type.ClrType == typeof(T)).Parser;
        return Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
    }

    private async Task<(int Status, string Body)> Send(HttpRequestMessage request, string? token)
    {
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Metadata? Bearer(string? token)
    {
        if (token is null) return null;
        var headers = new Metadata();
        headers.Add("authorization", $"Bearer {token}");
        return headers;
    }
}
