using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Photos;

internal static partial class PhotoLog
{
    [LoggerMessage(1, LogLevel.Error, "a photo could not be written")]
    public static partial void NotStored(ILogger log, Exception error);

    [LoggerMessage(2, LogLevel.Error, "collecting photos failed; the next round tries again")]
    public static partial void CollectingFailed(ILogger log, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "{FreeBytes} bytes are free on the photos' disk, below the floor of {FloorBytes}: uploads are refused")]
    public static partial void DiskFull(ILogger log, long freeBytes, long floorBytes);
}
