using Microsoft.Extensions.Logging;
using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Engines.Local;

/// <summary>The embedded engine: every actor in this process, on one or several silos.</summary>
public sealed class LocalEngine : IAsyncDisposable, ISiloLoads
{
    private readonly LocalEngineOptions options;
    private readonly IJournal journal;
    private readonly ITownDirectory town;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger log;
    private readonly LocalSilos silos = new();
    private readonly LocalActors actors;
    private readonly Activations activations;
    private readonly PlacementView view;
    private readonly GridLoads loads;
    private ITimer? timer;
    private Task refreshing = Task.CompletedTask;

    private LocalEngine(LocalEngineOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        (this.options, this.journal, this.town, this.time, this.loggers) = (options, journal, town, time, loggers);
        log = loggers.CreateLogger<LocalEngine>();
        loads = new GridLoads(time);
        view = new PlacementView(journal.ActorsReadModel);
        activations = new Activations(view, town, silos, time);
        actors = new LocalActors(town, activations);
        Placement = new TownPlacement(view, this, actors, town, journal.ReadModel, time);
    }

    public string Name => "local";

    public IActors Actors => actors;

    public ITownPlacement Placement { get; }

    /// <summary>Actors in memory.</summary>
    public int Awake => activations.Count;

    /// <summary>Reads the town's settings and the placement, and takes messages from then on.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static async Task<LocalEngine> Start(
        LocalEngineOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        await town.Refresh(CancellationToken.None);
        var engine = new LocalEngine(options, journal, town, time, loggers);
        await engine.Open();
        return engine;
    }

    /// <summary>
    /// Ends one silo as a crash would, for tests and benches: requests inside it fail as not durable, what its committer
    /// held is not written, its actors wake elsewhere. Complete when the others know.
    /// </summary>
    /// <exception cref="InvalidOperationException">None of that name lives.</exception>
    public async Task Crash(string silo)
    {
        var lost = silos.Remove(silo);
        activations.Lose(lost);
        await lost.Abandon();
        LocalLog.Lost(log, silo);
        view.Know(silos.Members);
        activations.Lose(lost); // who woke there meanwhile
        activations.TellSiloLost();
    }

    /// <summary>Starts a crashed silo again, under its name.</summary>
    /// <exception cref="InvalidOperationException">It lives already.</exception>
    public void Revive(string silo)
    {
        silos.Add(Make(silo));
        view.Know(silos.Members);
    }

    public Task<TownLoads> Loads(CancellationToken cancellation)
    {
        var actors = new Dictionary<string, uint>(StringComparer.Ordinal);
        var runsOn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var activation in activations.All)
        {
            actors[activation.Silo.Name] = actors.GetValueOrDefault(activation.Silo.Name) + 1;
            if (activation.Id.Kind == ActorKind.Grid) runsOn[activation.Id.Key] = activation.Silo.Name;
        }
        return Task.FromResult(new TownLoads(loads.PerSecond(), actors, runsOn));
    }

    /// <summary>Where an actor is awake; null where it is not.</summary>
    internal string? SiloWhereAwake(ActorId id) => activations.All.FirstOrDefault(activation => activation.Id == id)?.Silo.Name;

    /// <summary>Lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (timer is not null) await timer.DisposeAsync();
        await refreshing;
        await silos.DisposeAsync();
    }

    private async Task Open()
    {
        for (var number = 1; number <= options.Silos; number++) silos.Add(Make($"silo-{number}"));
        view.Know(silos.Members);
        await view.Refresh(CancellationToken.None);
        view.Changed += (before, now) => activations.MigrateMisplaced(now.ReassignedSince(before));
        timer = time.CreateTimer(_ => Tick(), null, IActor.TickPeriod, IActor.TickPeriod);
    }

    private void Tick()
    {
        activations.Tick(options.IdleBeforeSleep);
        if (refreshing.IsCompleted) refreshing = Refresh();
    }

    // What another process changed, and what could not be read when it was changed here.
    private async Task Refresh()
    {
        try { await view.Refresh(CancellationToken.None); }
        catch (Exception e) { LocalLog.NotRefreshed(log, e.Message); }
    }

    private LocalSilo Make(string name)
    {
        var stopping = new CancellationTokenSource();
        // The bound on what waits to be written is the process's: each silo has its share.
        var committing = options.Committer with { AppendsMax = Math.Max(1, options.Committer.AppendsMax / options.Silos) };
        return new LocalSilo(new Silo
        {
            Name = name,
            Committer = new Committer(journal.OpenStore(name), committing, time, loggers.CreateLogger<Committer>()),
            Streams = journal.Streams,
            ReadModel = journal.ActorsReadModel,
            Town = town,
            Placement = view,
            Loads = loads,
            Actors = actors,
            Watchers = actors,
            Time = time,
            Logger = loggers.CreateLogger("RealtimeGov.Grains"),
            AcceptLateDays = options.AcceptLateDays,
            Stopping = stopping.Token,
        }, stopping);
    }
}
