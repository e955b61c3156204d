using System.Text;
using System.Text.Json;
using Google.Protobuf;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>An administrator's two ways to a gateway: HTTP and gRPC.</summary>
internal sealed class AdminWire(TestGateway gateway) : IAsyncDisposable
{
    private static readonly Google.Protobuf.Reflection.ServiceDescriptor Service = AdminReflection.Descriptor.Services[0];

    private readonly RpcChannel channel = new(gateway.Grpc);

    /// <summary>The status and the body.</summary>
    public async Task<(int Status, string Body)> Post(string path, string body, string type = "application/json", string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/placement" + path) { Content = new StringContent(body, Encoding.UTF8, type) };
        return await Send(request, token);
    }

    public Task<(int Status, string Body)> Get(string path, string? token = null) =>
        Send(new HttpRequestMessage(HttpMethod.Get, "/api/v1/placement" + path), token);

    public Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, string? token = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        channel.Unary<TRequest, TResponse>(Service.FindMethodByName(method), request, new CallOptions(Bearer(token)));

    public IAsyncEnumerable<Placement> Watch(CancellationToken cancellation, string? token = null) =>
        channel.ServerStreaming<GetPlacementRequest, Placement>(
            Service.FindMethodByName("WatchPlacement"), new GetPlacementRequest(), new CallOptions(Bearer(token)), cancellation);

    /// <summary>Its code and the message in both languages.</summary>
    public static (string Code, string Message, string MessageZh) Error(string body)
    {
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        return (error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!, error.GetProperty("messageZh").GetString()!);
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();

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
