using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Programmes;

internal static partial class ProgrammeLog
{
    [LoggerMessage(1, LogLevel.Error, "closing surveys and erasing their answers failed; the next round tries again")]
    public static partial void KeepingFailed(ILogger log, Exception error);
}
