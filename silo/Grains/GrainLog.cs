using Microsoft.Extensions.Logging;

namespace RealtimeGov.Grains;

internal static partial class GrainLog
{
    [LoggerMessage(201, LogLevel.Warning, "{Stream}: a command was decided {Attempts} times without becoming durable; its sender is asked to retry")]
    public static partial void GivenBack(ILogger logger, string stream, int attempts);

    [LoggerMessage(202, LogLevel.Warning, "{Stream}: no snapshot at {Seq}: {Why}")]
    public static partial void NoSnapshot(ILogger logger, string stream, ulong seq, string why);

    [LoggerMessage(203, LogLevel.Warning, "{Region}: the summary of day {Date} did not reach {Target}; it goes again: {Why}")]
    public static partial void NotPushed(ILogger logger, string region, int date, string target, string why);

    [LoggerMessage(204, LogLevel.Warning, "{Region}: day {Date} could not be compared with the store after a silo was lost; it will be again: {Why}")]
    public static partial void NotLooked(ILogger logger, string region, int date, string why);

    [LoggerMessage(205, LogLevel.Warning, "{Stream}: what {Sender} told it by message {Seq} is refused, and changes nothing: {Refused}, {Detail}")]
    public static partial void MessageRefused(ILogger logger, string stream, string sender, ulong seq, string refused, string detail);

    [LoggerMessage(206, LogLevel.Warning, "{Issue}: its clocks could not be looked at; they will be again: {Why}")]
    public static partial void NotRung(ILogger logger, string issue, string why);

    [LoggerMessage(207, LogLevel.Warning, "what is due, or was left unsent, could not be read; it will be again: {Why}")]
    public static partial void DueNotRead(ILogger logger, string why);
}
