using Grpc.Core;

namespace RealtimeGov.Gateway.Field;

/// <summary>What a device said of its clock at the start of a call; it is taken to go on from there as ours does.</summary>
internal readonly struct CallClock
{
    public const string Key = "device-time";

    private readonly DateTimeOffset? said;
    private readonly long startedAt;

    private CallClock(DateTimeOffset? said, long startedAt) => (this.said, this.startedAt) = (said, startedAt);

    /// <exception cref="RpcException">INVALID_ARGUMENT: what was said is no RFC 3339 time.</exception>
    public static CallClock Of(ServerCallContext call, TimeProvider time)
    {
        // Not by the library's metadata, which decodes all of a call's, and fails at `-bin` metadata that nobody asked for.
        if (call.GetHttpContext().Request.Headers[Key] is not [{ } text, ..]) return default;
        if (!Rfc3339.TryParse(text.Trim(), out var device))
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"metadata {Key} is no RFC 3339 date and time with an offset"));
        return new CallClock(device, time.GetTimestamp());
    }

    /// <summary>
    /// Server's clock less device's now, in milliseconds; 0 where the device said nothing. Time that passed is measured
    /// apart from the clocks: a server whose clock is put right during a call sees it. The grid decides whether to apply it.
    /// </summary>
    public long OffsetMs(TimeProvider time) =>
        said is { } device ? (long)(time.GetUtcNow() - device - time.GetElapsedTime(startedAt)).TotalMilliseconds : 0;
}
