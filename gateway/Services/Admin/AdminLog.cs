using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Admin;

internal static partial class AdminLog
{
    [LoggerMessage(1, LogLevel.Warning, "the placement could not be read for its watchers; trying again")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
