using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Live;

internal static partial class LiveLog
{
    [LoggerMessage(1, LogLevel.Warning, "screen {Connection} took no frame for {Seconds} s and was dropped")]
    public static partial void Dropped(ILogger log, string connection, int seconds);

    [LoggerMessage(2, LogLevel.Warning, "watching {Region} on {Date} failed; trying again")]
    public static partial void WatchFailed(ILogger log, Exception error, string region, string date);

    [LoggerMessage(4, LogLevel.Error, "frames of {Region} could not be sent")]
    public static partial void FramesFailed(ILogger log, Exception error, string region);

    [LoggerMessage(5, LogLevel.Warning, "the open desks were not looked after; again soon")]
    public static partial void DeskFailed(ILogger log, Exception error);

    [LoggerMessage(3, LogLevel.Error, "the live clock's tick failed")]
    public static partial void TickFailed(ILogger log, Exception error);
}
