using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Grids;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Grains.Silos;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Cluster;

/// <summary>
/// The silos of this process, and its gateway's way to grains: through the first of them that lives. One that the cluster
/// took for dead is started anew under its name.
/// </summary>
public sealed partial class ProcessSilos : IAsyncDisposable
{
    /// <summary>Before one that could not be started anew is tried again.</summary>
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, OrleansSilo> living = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly GatewayObservers observers = new();
    private readonly TaskCompletionSource<string> replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Func<string, OrleansSiloOptions> optionsOf;
    private readonly IReadOnlyList<string> names;
    private readonly IJournal journal;
    private readonly ITownDirectory town;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger log;
    private readonly PlacementView view;
    private volatile OrleansSilo? first;
    private CancellationTokenSource firstLost = new();

    private ProcessSilos(
        IReadOnlyList<string> names, Func<string, OrleansSiloOptions> optionsOf, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        (this.names, this.optionsOf, this.journal, this.town, this.time, this.loggers) = (names, optionsOf, journal, town, time, loggers);
        log = loggers.CreateLogger<ProcessSilos>();
        view = new PlacementView(journal.ReadModel);
        var silos = new AllSilos(Grains, () => view.Current, time);
        Loads = new SiloReports(silos);
        Directory = new SharedTownDirectory(town, silos);
        Client = new TownClient(
            Grains, Directory, new CallPolicy(time, CallPolicy.HostedAttemptMax, () => firstLost.Token), observers, defined: () => town.Refresh(CancellationToken.None), placed: Show);
        Placement = new TownPlacement(view, Loads, Client, Directory, journal.ReadModel, time);
    }

    public ITownClient Client { get; }

    /// <summary>This process's view of the town; refreshing it refreshes every silo's.</summary>
    public ITownDirectory Directory { get; }

    /// <summary>The way to every grain, without a client's patience; for Orleans' dashboard.</summary>
    /// <exception cref="SiloUnavailableException">No silo of this process lives just now.</exception>
    public IGrainFactory GrainFactory => Grains();

    public ITownPlacement Placement { get; }

    public ISiloLoads Loads { get; }

    /// <summary>Told of each silo that the cluster took for dead and that has joined it again. It must not wait.</summary>
    public event Action<string>? Restarted;

    /// <summary>Complete when a silo that was taken for dead finds its name taken, too; says by which.</summary>
    public Task<string> Replaced => replaced.Task;

    /// <summary>Grains in memory.</summary>
    public int Awake => living.Values.Sum(silo => silo.Awake);

    /// <summary>Silos that talk within this process, named silo-1, silo-2, ...; the process opens no port for them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static Task<ProcessSilos> Start(
        ProcessSilosOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        options.Validate();
        var (directory, started) = (ClusterDirectory.InProcess(), 0);
        // The bound on what waits to be written is the process's: each silo has its share.
        var committing = options.Committer with { AppendsMax = Math.Max(1, options.Committer.AppendsMax / options.Silos) };
        return Start([.. Enumerable.Range(1, options.Silos).Select(number => $"silo-{number}")], name => new OrleansSiloOptions
        {
            Name = name,
            Directory = directory,
            // An address within the process. Another each time: one of a second ago is taken by the silo that was lost.
            SiloPort = Interlocked.Increment(ref started),
            AcceptLateDays = options.AcceptLateDays,
            IdleBeforeSleep = options.IdleBeforeSleep,
            Committer = committing,
            HasTraces = options.HasTraces,
            HasDashboard = options.HasDashboard,
            Records = options.Records,
        }, journal, town, time, loggers);
    }

    /// <summary>One silo of a cluster of processes.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="ClusterStartException">The cluster does not take it.</exception>
    public static Task<ProcessSilos> Start(
        OrleansSiloOptions options, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers) =>
        Start([options.Name], _ => options, journal, town, time, loggers);

    /// <summary>True of a silo that lived and is dead.</summary>
    public bool IsDead(string silo) => first?.IsDead(silo) ?? false;

    /// <summary>
    /// Ends one silo as a crash would, for tests and benches: what its committer held is not written, nobody is handed
    /// over. Complete when the others know.
    /// </summary>
    /// <exception cref="InvalidOperationException">None of that name lives.</exception>
    public async Task Crash(string silo)
    {
        await Remove(silo).Crash();
        await Task.WhenAll(living.Values.Select(other => Knows(other.View, silo, lives: false)).Append(Knows(view, silo, lives: false)));
    }

    /// <summary>Ends one silo as a process would that is told to: its grains are handed over.</summary>
    /// <exception cref="InvalidOperationException">None of that name lives.</exception>
    public async Task End(string silo) => await Remove(silo).DisposeAsync();

    /// <summary>Starts a silo again, under its name. Complete when the others know.</summary>
    /// <exception cref="InvalidOperationException">It lives already.</exception>
    public async Task Revive(string silo)
    {
        if (living.ContainsKey(silo)) throw new InvalidOperationException($"a silo named {silo} lives already");
        await Add(silo);
        await Task.WhenAll(living.Values.Select(other => Knows(other.View, silo, lives: true)).Append(Knows(view, silo, lives: true)));
    }

    /// <summary>The silo on which a grain is in memory; null where it sleeps. For tests.</summary>
    internal string? SiloWhereAwake(GrainId grain) => living.Values.FirstOrDefault(silo => silo.Holds(grain))?.Name;

    /// <summary>A grid's grain itself, called once and without a client's patience. For tests.</summary>
    internal IGridGrain Grid(string code) => Grains().GetGrain<IGridGrain>(code);

    /// <inheritdoc cref="Grid"/>
    internal IIssueGrain Issue(string id) => Grains().GetGrain<IIssueGrain>(id);

    /// <summary>Has grains sleep that have nothing to do, however short a while. For tests.</summary>
    internal Task Lull() => Task.WhenAll(living.Values.Select(silo => silo.Lull()));

    /// <summary>Lets what was decided become durable, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (names.Count > 1) await StopAll();
        else if (first is { } silo) await silo.DisposeAsync();
        stopping.Dispose();
    }

    private static async Task<ProcessSilos> Start(
        IReadOnlyList<string> names, Func<string, OrleansSiloOptions> optionsOf, IJournal journal, ITownDirectory town, TimeProvider time, ILoggerFactory loggers)
    {
        var silos = new ProcessSilos(names, optionsOf, journal, town, time, loggers);
        try
        {
            // One after another: of two that write themselves into the list at once, the second waits for seconds before it tries again.
            foreach (var name in names) await silos.Add(name);
            await Task.WhenAll(names.Select(name => Knows(silos.view, name, lives: true)));
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
        return silos;
    }

    // One after another: a silo that tells its end to one that ended a moment ago waits 3 s for it.
    private async Task StopAll()
    {
        await Task.WhenAll(living.Values.Select(silo => silo.Quiesce().AsTask()));
        foreach (var silo in living.Values) await silo.Stop();
    }

    /// <exception cref="SiloUnavailableException">None lives: it is asked again, as when a silo is lost.</exception>
    private IGrainFactory Grains() => first?.Grains ?? throw new SiloUnavailableException("no silo of this process lives just now");

    private async Task Add(string name)
    {
        var silo = await OrleansSilo.Start(optionsOf(name), journal, town, observers, time, loggers);
        living[name] = silo;
        silo.View.Changed += (_, now) =>
        {
            if (silo == first) view.Follow(now);
        };
        Choose();
        _ = RestartWhenLost(silo);
    }

    private OrleansSilo Remove(string name)
    {
        if (!living.TryRemove(name, out var silo)) throw new InvalidOperationException($"no silo named {name} lives");
        Choose();
        return silo;
    }

    // The first in the order of names: with the same silos alive, the same.
    private void Choose()
    {
        lock (gate)
        {
            var before = first;
            first = names.Select(name => living.GetValueOrDefault(name)).FirstOrDefault(silo => silo is not null);
            // One that lives and comes after another of an earlier name has its calls answered still.
            if (before is not null && !living.Values.Contains(before)) _ = Interlocked.Exchange(ref firstLost, new CancellationTokenSource()).CancelAsync();
            if (first is { } silo) view.Follow(silo.View.Current);
            else view.Know([.. names.Select(name => new Member(name, IsLive: false))]);
        }
    }

    private async Task RestartWhenLost(OrleansSilo silo)
    {
        var why = await silo.Lost;
        if (stopping.IsCancellationRequested || !living.TryRemove(new(silo.Name, silo))) return;
        LogLost(log, silo.Name, why);
        Choose();
        await silo.Crash();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Add(silo.Name);
                Restarted?.Invoke(silo.Name);
                return;
            }
            catch (NameTakenException e)
            {
                replaced.TrySetResult(e.Message);
                return;
            }
            catch (Exception e)
            {
                LogNotRestarted(log, silo.Name, e.Message);
            }
            await Task.Delay(RestartAfter, time);
        }
    }

    // A change that is durable is no failure because it cannot be read just now.
    private async Task Show()
    {
        try { await view.Refresh(CancellationToken.None); }
        catch (Exception) { } // the silo's own view shows it when the store answers
    }

    private static async Task Knows(PlacementView view, string silo, bool lives)
    {
        for (var map = view.Current; map.IsLive(silo) != lives; map = await view.After(map, CancellationToken.None)) { }
    }

    [LoggerMessage(411, LogLevel.Warning, "the cluster took {Silo} for dead, which starts anew: {Why}")]
    private static partial void LogLost(ILogger logger, string silo, string why);

    [LoggerMessage(412, LogLevel.Warning, "{Silo} could not be started anew, and will be tried again: {Why}")]
    private static partial void LogNotRestarted(ILogger logger, string silo, string why);
}
