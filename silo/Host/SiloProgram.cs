using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RealtimeGov.Grains.Town;
using RealtimeGov.Cluster;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.Schema;

namespace RealtimeGov.Silo;

/// <summary>From the command line to the ready line, and from the signal to the exit code.</summary>
internal static class SiloProgram
{
    public const int Ended = 0;

    /// <summary>Something that the user can change: an option, the database, a name that is taken.</summary>
    public const int Refused = 2;

    /// <summary>Told to end, it could not in order: others go on where it stopped, as after a crash.</summary>
    public const int CutShort = 1;

    /// <summary>
    /// Handing over and writing what was decided take a second or two. With its database gone a silo would wait for it, and
    /// its supervisor would wait for the silo; what was not written was acknowledged to nobody.
    /// </summary>
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(15);

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = CommandLine.Command.Parse(args);
        if (CommandLine.Faults(parsed) is { Count: > 0 } faults)
        {
            foreach (var fault in faults) await errors.WriteLineAsync(fault);
            return Refused;
        }

        // Help or version.
        if (parsed.Action is not null) return await parsed.InvokeAsync();
        try
        {
            var (options, time, asked) = (CommandLine.Read(parsed), TimeProvider.System, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var serving = Serve(options, output, asked, time);
            if (await Task.WhenAny(serving, Overdue(asked.Task, time)) != serving)
            {
                await errors.WriteLineAsync($"silo {options.Name} did not end within {EndMax.TotalSeconds:0} s: its database does not answer, or is slow. What was not written was acknowledged to nobody.");
                return CutShort;
            }
            await serving;
            return Ended;
        }
        catch (Exception refused) when (Why(refused, CommandLine.ConnectionOf(parsed)) is { } why)
        {
            await errors.WriteLineAsync(why);
            return Refused;
        }
    }

    private static async Task Overdue(Task asked, TimeProvider time)
    {
        await asked;
        await Task.Delay(EndMax, time);
    }

    private static async Task Serve(SiloHostOptions options, TextWriter output, TaskCompletionSource asked, TimeProvider time)
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var logs = Logs();
        OrleansSilo? silo = null;
        var journalOptions = new PostgresJournalOptions
        {
            ConnectionString = options.Connection,
            Use = JournalUse.Together,
            Holder = $"silo {options.Name}, process {Environment.ProcessId} on {Environment.MachineName}",
            IsDead = name => Volatile.Read(ref silo)?.IsDead(name) ?? false,
        };
        await using var journal = await PostgresJournal.Open(journalOptions, time, logs.CreateLogger<PostgresJournal>());
        await ClusterTables.Apply(options.Connection, time);
        var siloOptions = new OrleansSiloOptions
        {
            Name = options.Name,
            Directory = ClusterDirectory.Postgres(options.Connection),
            Address = options.Address,
            SiloPort = options.SiloPort,
            GatewayPort = options.GatewayPort,
            AcceptLateDays = options.AcceptLateDays,
        };
        while (!asked.Task.IsCompleted)
        {
            var starting = OrleansSilo.Start(siloOptions, journal, new TownDirectory(journal.ReadModel), time, logs);
            if (await Task.WhenAny(starting, journal.Superseded) != starting) throw await Overtaken();
            Volatile.Write(ref silo, await starting);
            await output.WriteLineAsync($"ready silo {options.Name} at {options.Address}:{options.SiloPort} gateways {options.Address}:{options.GatewayPort} pid {Environment.ProcessId}");
            await output.FlushAsync();
            var happened = await Task.WhenAny(asked.Task, silo!.Lost, journal.Superseded);
            if (happened == asked.Task) await silo.DisposeAsync();
            else await silo.Crash();
            if (happened == journal.Superseded) throw await Overtaken();
            // Else the others took it for dead, because it stood still: it comes back as a new one.
        }

        async Task<ClusterStartException> Overtaken() =>
            new($"the journal is now written by {await journal.Superseded}: silo {options.Name} ends, and has lost nothing that it acknowledged");

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }

    private static ILoggerFactory Logs() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
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

    // One line for what the user can change; anything else is a fault of ours and keeps its stack.
    private static string? Why(Exception error, GivenConnection? connection) => error switch
    {
        PostgresStartException wrong => $"{connection?.From}: {wrong.Message}",
        SchemaException wrong => wrong.Message,
        ClusterStartException wrong => wrong.Message,
        ArgumentException wrong => wrong.Message,
        _ => null,
    };
}
