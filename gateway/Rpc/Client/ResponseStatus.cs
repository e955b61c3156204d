using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc;

/// <summary>Reads a server's headers and trailers.</summary>
internal static class ResponseStatus
{
    private const int LastStatusCode = 16;

    /// <summary>Throws RpcException when the answer is no gRPC at all.</summary>
    public static void RequireGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(
                TransportFault.OfHttpStatus(response.StatusCode), $"the server answered HTTP {(int)response.StatusCode}, which is no gRPC");
        }
        var contentType = response.Content.Headers.NonValidated.TryGetValues("content-type", out var values) ? values.ToString() : null;
        if (!GrpcContentType.IsProtobuf(contentType))
            throw new RpcException(StatusCode.Unknown, $"the server answered with content-type '{contentType}', which is no gRPC");
    }

    public static bool Holds(HttpHeaders headers) => headers.NonValidated.Contains(HeaderNames.Status);

    public static string? Single(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    public static Metadata Metadata(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (key, values) in headers.NonValidated)
        {
            foreach (var value in values) MetadataWire.Receive(metadata, key, value);
        }
        return metadata;
    }

    /// <summary>The call's end as headers or trailers tell it: null for OK.</summary>
    public static RpcException? Fault(HttpHeaders headers, Metadata trailers)
    {
        var text = Single(headers, HeaderNames.Status);
        if (text is null) return new RpcException(StatusCode.Unknown, "the server ended the call without a status", trailers);
        var message = StatusMessage.Decode(Single(headers, HeaderNames.Message) ?? string.Empty);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code > LastStatusCode)
            return new RpcException(StatusCode.Unknown, $"the server ended the call with status '{text}': {message}", trailers);
        return code == (int)StatusCode.OK ? null : new RpcException((StatusCode)code, message, trailers);
    }
}
