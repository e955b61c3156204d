using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Description;

/// <summary>`/api/v1/protos`: the very files that this server was built from, so that a client of any language is generated from them.</summary>
internal static class ProtoFiles
{
    private static readonly System.Reflection.Assembly Built = typeof(ProtoFiles).Assembly;

    /// <summary>As imports name them: <c>realtimegov/v1/field.proto</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Built.GetManifestResourceNames().Where(name => name.EndsWith(".proto", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static void MapProtoFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/protos", () => Names).OpenToAll();
        api.MapGet("/protos/{**file}", (string file) => Names.Contains(file)
            ? Results.Stream(Built.GetManifestResourceStream(file)!, "text/plain; charset=utf-8")
            : throw ApiErrors.UnknownPath()).OpenToAll();
    }
}
