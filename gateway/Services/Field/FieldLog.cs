using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Field;

internal static partial class FieldLog
{
    [LoggerMessage(1, LogLevel.Warning, "grid {Grid} gave no receipts; its reports are to be sent again")]
    public static partial void GridFailed(ILogger log, Exception error, string grid);
}
