using System.Net;
using Google.Protobuf.Reflection;
using RealtimeGov.Rpc.Framing;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc;

/// <summary>A call's request line and headers.</summary>
internal static class RequestHead
{
    private static readonly string Agent = $"realtimegov-rpc/{typeof(RequestHead).Assembly.GetName().Version?.ToString(2)}";

    public static HttpRequestMessage Of(Uri address, MethodDescriptor method, CallOptions options, Compression? compression)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, MethodName.Of(method)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, Compression.Accepted);
        if (compression is not null) headers.TryAddWithoutValidation(HeaderNames.Encoding, compression.Name);
        if (options.Deadline is { } timeout) headers.TryAddWithoutValidation(HeaderNames.Timeout, TimeoutText.Format(timeout));
        foreach (var entry in options.Headers ?? []) headers.TryAddWithoutValidation(entry.Key, entry.Wire);
        if (!headers.NonValidated.Contains("user-agent")) headers.TryAddWithoutValidation("user-agent", Agent);
        return request;
    }
}
