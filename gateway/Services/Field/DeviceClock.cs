using Grpc.Core;

namespace RealtimeGov.Gateway.Field;

/// <summary>What a device says of its clock at the start of a call.</summary>
internal static class DeviceClock
{
    public const string Key = "device-time";

    /// <summary>Server's clock less device's, in milliseconds; 0 where the device said nothing. The grid decides whether to apply it.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: what was said is no RFC 3339 time.</exception>
    public static long OffsetMs(ServerCallContext call, TimeProvider time)
    {
        // Not by the library's metadata, which decodes all of a call's, and fails at `-bin` metadata that nobody asked for.
        if (call.GetHttpContext().Request.Headers[Key] is not [{ } said, ..]) return 0;
        if (!Rfc3339.TryParse(said.Trim(), out var device))
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"metadata {Key} is no RFC 3339 date and time with an offset"));
        return (long)(time.GetUtcNow() - device).TotalMilliseconds;
    }
}
