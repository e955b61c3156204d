namespace RealtimeGov.Rpc.Wire;

/// <summary>Which content types name this protocol with protobuf messages.</summary>
public static class GrpcContentType
{
    /// <summary>`application/grpc`, `application/grpc+proto`, either with parameters. Not grpc-web, nor other codecs.</summary>
    public static bool IsProtobuf(string? contentType)
    {
        var bare = contentType.AsSpan();
        var parameters = bare.IndexOf(';');
        if (parameters >= 0) bare = bare[..parameters];
        bare = bare.Trim();
        return bare.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)
            || bare.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase);
    }
}
