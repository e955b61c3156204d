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
        foreach (var entry in call.RequestHeaders.GetAll(Initial)) headers.Add(entry);
        foreach (var entry in call.RequestHeaders.GetAll(Trailing)) call.ResponseTrailers.Add(entry);
        return call.WriteResponseHeadersAsync(headers);
    }
}
