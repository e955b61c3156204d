using System.Net;
using System.Net.Http.Headers;

namespace RealtimeGov.Rpc.Tests.Servers;

/// <summary>A call made by hand: any body, any headers; and its answer as it came.</summary>
internal static class RawCall
{
    public static async Task<RawAnswer> Send(
        TestServer server, string path, byte[] body, Dictionary<string, string>? headers = null,
        string contentType = "application/grpc", bool octetByOctet = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = octetByOctet ? new OctetByOctet(body) : new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await server.Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new RawAnswer(response.StatusCode, Fields(response.Headers), bytes, Fields(response.TrailingHeaders));
    }

    private static Dictionary<string, string> Fields(HttpResponseHeaders headers) =>
        headers.NonValidated.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    // Every octet its own DATA frame.
    private sealed class OctetByOctet(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var octet in body)
            {
                await stream.WriteAsync(new[] { octet });
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

internal sealed record RawAnswer(
    HttpStatusCode Http, Dictionary<string, string> Headers, byte[] Body, Dictionary<string, string> Trailers)
{
    /// <summary>True when the status stands in the headers.</summary>
    public bool TrailersOnly => Headers.ContainsKey("grpc-status");

    public string? Status => (TrailersOnly ? Headers : Trailers).GetValueOrDefault("grpc-status");

    public string? Message => (TrailersOnly ? Headers : Trailers).GetValueOrDefault("grpc-message");
}
