using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Field;

internal static partial class FieldLog
{
    [LoggerMessage(1, LogLevel.Warning, "grid {Grid} gave no receipts; its reports are to be sent again")]
    public static partial void GridFailed(ILogger log, Exception error, string grid);

    [LoggerMessage(2, LogLevel.Error, "the clock of this server is wrong: {Devices} devices agree that it is off by {Seconds} s; reports are answered RETRY until it is right")]
    public static partial void ServerClockWrong(ILogger log, int devices, long seconds);

    [LoggerMessage(3, LogLevel.Information, "the devices agree with this server's clock again")]
    public static partial void ServerClockRight(ILogger log);
}
