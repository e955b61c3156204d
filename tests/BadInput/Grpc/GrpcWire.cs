using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using RealtimeGov.Rpc.Wire;
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
            Content = new ByteArrayContent([.. messages.SelectMany(Framed)]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        foreach (var (key, value) in metadata) request.Headers.TryAddWithoutValidation(key, value);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var trailers = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        return new GrpcAnswer(
            (Rpc.StatusCode)int.Parse(trailers.GetValues("grpc-status").Single()),
            trailers.TryGetValues("grpc-message", out var message) ? StatusMessage.Decode(message.Single()) : "",
            [.. Messages(body)]);
    }

    public void Dispose() => http.Dispose();

    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    private static IEnumerable<byte[]> Messages(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 1));
            yield return body[(at + 5)..(at + 5 + length)];
            at += 5 + length;
        }
    }
}

internal sealed record GrpcAnswer(Rpc.StatusCode Status, string Message, IReadOnlyList<byte[]> Messages);
