using Microsoft.Extensions.Logging;

namespace RealtimeGov.Engines.Local;

internal static partial class LocalLog
{
    [LoggerMessage(301, LogLevel.Warning, "{Silo} is lost: its actors wake on the others")]
    public static partial void Lost(ILogger logger, string silo);

    [LoggerMessage(302, LogLevel.Warning, "the placement could not be read; it will be again: {Why}")]
    public static partial void NotRefreshed(ILogger logger, string why);
}
