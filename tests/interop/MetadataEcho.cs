using Grpc.Core;

namespace RealtimeGov.Interop;

/// <summary>Sends back the two pieces of metadata that the interoperability tests name.</summary>
internal static class MetadataEcho
{
    public const string Initial = "x-grpc-test-echo-initial";
    public const string Trailing = "x-grpc-test-echo-trailing-bin";

    // Asks the library to compress this call's responses; it never travels.
    private const string EncodingRequest = "grpc-internal-encoding-request";

    /// <summary>Sends the headers.</summary>
    public static Task Answer(ServerCallContext call, bool compress = false)
    {
        var headers = new Metadata();
        if (compress) headers.Add(EncodingRequest, "gzip");
        // The library's own metadata takes several values of a `-bin` key for one that is not base64.
        var sent = call.GetHttpContext().Request.Headers;
        foreach (var text in sent[Initial]) headers.Add(Initial, text ?? "");
        foreach (var value in sent[Trailing].SelectMany(values => values!.Split(','))) call.ResponseTrailers.Add(Trailing, Bytes(value));
        return call.WriteResponseHeadersAsync(headers);
    }

    // Its padding may be left out.
    private static byte[] Bytes(string base64) => Convert.FromBase64String(base64.Trim().PadRight((base64.Trim().Length + 3) / 4 * 4, '='));
}
