using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Api;

internal static partial class ApiLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void Failed(ILogger log, Exception error, string method, string path);
}
