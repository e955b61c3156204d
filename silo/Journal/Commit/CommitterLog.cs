using Microsoft.Extensions.Logging;

namespace RealtimeGov.Journal.Commit;

internal static partial class CommitterLog
{
    [LoggerMessage(105, LogLevel.Critical, "a cycle over {Appends} appends broke; those undecided may be durable, and their senders are asked to retry")]
    public static partial void Broken(ILogger logger, Exception error, int appends);
}
