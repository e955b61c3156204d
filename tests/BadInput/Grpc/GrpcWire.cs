using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>A gRPC client that sends whatever bytes it is given as messages: ours would not let most of them leave.</summary>
internal sealed class GrpcWire(Uri server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server, Timeout = Patience.Max };

    /// <summary>All messages at once, then the end of the stream.</summary>
    public async Task<GrpcAnswer> Call(string path, IEnumerable<byte[]> messages, params (string Key, string Value)[] metadata)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([.. messages.SelectMany(message => GrpcFrames.Framed(message))]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        foreach (var (key, value) in metadata) request.Headers.TryAddWithoutValidation(key, value);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var trailers = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        return new GrpcAnswer(
            (StatusCode)int.Parse(trailers.GetValues("grpc-status").Single()),
            trailers.TryGetValues("grpc-message", out var message) ? Uri.UnescapeDataString(message.Single()) : "",
            [.. GrpcFrames.Messages(body)]);
    }

    public void Dispose() => http.Dispose();
}

internal sealed record GrpcAnswer(StatusCode Status, string Message, IReadOnlyList<byte[]> Messages);
