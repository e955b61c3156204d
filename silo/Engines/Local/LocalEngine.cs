using Microsoft.Extensions.Logging;
using RealtimeGov.Actors.Contracts;
using RealtimeGov.Actors.Shell;
using RealtimeGov.Journal.Committing;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Engines.Local;

/// <summary>The embedded engine: every actor in this process.</summary>
public sealed class LocalEngine : IAsyncDisposable
{
    private readonly LocalSilo silo;

    private LocalEngine(LocalActors actors, LocalSilo silo)
    {
        Actors = actors;
        this.silo = silo;
    }

    public string Name => "local";

    public IActors Actors { get; }

    /// <summary>Actors in memory.</summary>
    public int Awake => silo.Awake;

    /// <summary>Reads the town's settings and takes messages from then on.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static async Task<LocalEngine> Start(
        LocalEngineOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        await town.Refresh(CancellationToken.None);
        const string name = "silo-1";
        var actors = new LocalActors(town);
        var stopping = new CancellationTokenSource();
        var local = new LocalSilo(new Silo
        {
            Name = name,
            Committer = new Committer(journal.OpenStore(name), options.Committer, time, loggers.CreateLogger<Committer>()),
            Streams = journal.Streams,
            ReadModel = journal.ActorsReadModel,
            Town = town,
            Actors = actors,
            Watchers = actors,
            Time = time,
            Logger = loggers.CreateLogger("RealtimeGov.Actors"),
            AcceptLateDays = options.AcceptLateDays,
            Stopping = stopping.Token,
        }, options.IdleBeforeSleep, stopping);
        actors.Serve(local);
        return new LocalEngine(actors, local);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}
