using System.Text;
using Microsoft.Extensions.Logging.Console;

namespace RealtimeGov.Gateway.Host;

/// <summary>Standard output belongs to the ready line; what goes wrong is a line on standard error.</summary>
internal static class ConsoleLog
{
    /// <summary>
    /// Until it is disposed. Whatever still runs then (a call that was given up, a thread of the cluster's) would write behind the
    /// program's last word, which says why it ends.
    /// </summary>
    public static ILoggerFactory Create()
    {
        var gate = new Gate(Console.Error);
        Console.SetError(gate); // the logger takes what stands there when it is made
        return new UntilDisposed(Make(), gate);
    }

    private static ILoggerFactory Make() => LoggerFactory.Create(logging => logging
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

    private sealed class UntilDisposed(ILoggerFactory inner, Gate gate) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public ILogger CreateLogger(string categoryName) => inner.CreateLogger(categoryName);

        public void Dispose()
        {
            inner.Dispose(); // writes what waits
            gate.Shut();
            Console.SetError(gate.To);
        }
    }

    private sealed class Gate(TextWriter to) : TextWriter
    {
        private volatile bool isShut;

        public TextWriter To => to;

        public override Encoding Encoding => to.Encoding;

        public void Shut() => isShut = true;

        public override void Write(char value)
        {
            if (!isShut) to.Write(value);
        }

        public override void Write(string? value)
        {
            if (!isShut) to.Write(value);
        }

        public override void Flush() => to.Flush();
    }
}
