using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.Extensions.Options;

namespace RealtimeGov.Interop;

/// <summary>
/// Whether a call's newest message came compressed, which the official cases ask for. The library decompresses while it
/// reads and does not say so; what decompresses for it marks the call in whose flow it runs.
/// </summary>
internal sealed class CompressionMark : IPostConfigureOptions<GrpcServiceOptions>
{
    private static readonly IHttpContextAccessor Calls = new HttpContextAccessor();
    private static readonly object Key = new();

    /// <summary>Of the message read last; forgotten once it has been asked for.</summary>
    public static bool Take(ServerCallContext call) => call.GetHttpContext().Items.Remove(Key);

    public void PostConfigure(string? name, GrpcServiceOptions options) =>
        options.CompressionProviders = [.. options.CompressionProviders.Select(provider => new Marking(provider))];

    private sealed class Marking(ICompressionProvider inner) : ICompressionProvider
    {
        public string EncodingName => inner.EncodingName;

        public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => inner.CreateCompressionStream(stream, compressionLevel);

        public Stream CreateDecompressionStream(Stream stream)
        {
            if (Calls.HttpContext is { } http) http.Items[Key] = Key;
            return inner.CreateDecompressionStream(stream);
        }
    }
}
