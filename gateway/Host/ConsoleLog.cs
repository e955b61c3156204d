using Microsoft.Extensions.Logging.Console;

namespace RealtimeGov.Gateway.Host;

/// <summary>Standard output belongs to the ready line; what goes wrong is a line on standard error.</summary>
internal static class ConsoleLog
{
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        // A start that fails is one line of our own.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        // What a stranger's bytes are is told to the stranger; what our own methods do wrong is told under our own name.
        .AddFilter("Grpc", LogLevel.None)
        // That session keys lie on this disk as they are is known: their folder is the owner's alone.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // Its warnings are of what it mends by itself; what a town should know is told under our own name.
        .AddFilter("Orleans", LogLevel.Error)
        .AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
            format.UseUtcTimestamp = true;
            format.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
