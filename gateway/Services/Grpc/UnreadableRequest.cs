using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// Bytes that are not the method's message. The library tells their sender that the handler had failed; it is told what
/// is wrong with them instead.
/// </summary>
internal static class UnreadableRequest
{
    // How the library says that a length is beyond 2^31: as it says that the connection broke.
    private const string TooLarge = "Message too large: ";

    /// <summary>What reading a request threw, as its sender is told it; null where the bytes are not to blame.</summary>
    public static Status? StatusOf(Exception fault, string message) => fault switch
    {
        InvalidProtocolBufferException => new(StatusCode.InvalidArgument, $"a message is not a {message}"),
        InvalidDataException => new(StatusCode.Internal, "a message starts with another flag than 0 and 1"),
        IOException tooLarge when tooLarge.Message.StartsWith(TooLarge, StringComparison.Ordinal) => new(
            StatusCode.ResourceExhausted, $"a message of {tooLarge.Message[TooLarge.Length..]} bytes is over the limit of {GrpcSetup.ReceivedBytesMax}"),
        _ => null,
    };

    /// <summary>
    /// A single request is read before any interceptor runs, and <see cref="CallInterceptor"/> lets no exception of a
    /// handler through but one that names its status: what is left beside UNKNOWN came of reading.
    /// </summary>
    public static void Tell(HttpContext http, IMethod method)
    {
        if (http.Response.HasStarted || !http.Response.Headers.ContainsKey("grpc-status")) return;
        if (http.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is not { StatusCode: StatusCode.Unknown, DebugException: { } fault }) return;
        if (StatusOf(fault, MessageOf(method)) is { } status) StatusHeaders.Write(http.Response.Headers, status.StatusCode, status.Detail);
    }

    // Method<TRequest, TResponse>.
    private static string MessageOf(IMethod method) => method.GetType().GenericTypeArguments[0].Name;
}
