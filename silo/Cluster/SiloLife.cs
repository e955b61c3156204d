using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.Silos;

namespace RealtimeGov.Cluster;

/// <summary>What goes on in a silo beside its grains' turns: who lives, where everything belongs, what is due.</summary>
internal sealed partial class SiloLife(SiloContext silo, ILogger log) : IAsyncDisposable
{
    /// <summary>Silos are told of each change. How late one may be that was not reached.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(30);

    /// <summary>Before what could not be read when it was told is read again.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How late a text may be searchable, and texts of one look: a minute's worth of a busy town at once. What a storm brings
    /// follows at 800 a second, so that the store's writer stays with the reports.
    /// </summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromMilliseconds(250);

    private const int TextsMax = 200;

    /// <summary>Who has not gone by then wakes on the others as after a crash.</summary>
    private static readonly TimeSpan HandOverMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HandOverLook = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource stopping = new();
    private readonly DuePoller due = new(silo);
    private Task running = Task.CompletedTask;
    private long refreshed = silo.Time.GetTimestamp();

    /// <summary>Returns when this silo knows itself to live.</summary>
    public async Task Begin()
    {
        silo.Placement.Changed += (before, now) => silo.MigrateMisplaced(now.ReassignedSince(before));
        var following = Follow();
        running = Task.WhenAll(following, Every(LookEvery, Refresh), Every(TownGrain.TickPeriod, Tick), Every(DuePoller.Every, () => due.Poll(stopping.Token)), Every(SearchEvery, Index));
        var map = silo.Placement.Current;
        while (!map.IsLive(silo.Name) && !following.IsCompleted) map = await silo.Placement.After(map, CancellationToken.None);
    }

    /// <summary>Has everybody move to the others, with what they carry, while messages still find this silo.</summary>
    /// <param name="time">The real one: the grains' own clock may stand still.</param>
    public async Task HandOver(SiloAddress self, TimeProvider time)
    {
        if (!silo.Placement.Current.Members.Any(other => other.IsLive && other.Name != silo.Name)) return; // to nobody
        await silo.Silos.Tell(other => other.Leaves(self));
        var began = time.GetTimestamp();
        while (silo.Activations.Count > 0 && silo.Placement.Current.Takers.Count > 0 && time.GetElapsedTime(began) < HandOverMax)
            await Task.Delay(HandOverLook, time);
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested) await stopping.CancelAsync(); // not of one that was quiesced before
        await running;
        stopping.Dispose();
    }

    private async Task Follow()
    {
        try
        {
            IReadOnlyDictionary<SiloAddress, string> before = new Dictionary<SiloAddress, string>();
            await foreach (var snapshot in silo.Members.Updates.WithCancellation(stopping.Token))
            {
                var active = Members.Active(snapshot);
                // By address: one that was killed may be back under its name before anybody looks.
                var lost = before.Where(silo => !active.ContainsKey(silo.Key)).Select(silo => silo.Value).ToList();
                before = active;
                var members = silo.Members.Of(snapshot);
                if (!members.SequenceEqual(silo.Placement.Current.Members)) silo.Placement.Know(members);
                foreach (var name in lost) LogLost(log, name);
                if (lost.Count > 0)
                    foreach (var grain in silo.Activations.All) grain.TellSiloLost();
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task Refresh()
    {
        var isDue = silo.Time.GetElapsedTime(refreshed) >= RefreshEvery;
        if (isDue) refreshed = silo.Time.GetTimestamp();
        try
        {
            if (isDue || silo.Placement.IsBehind) await silo.Placement.Refresh(stopping.Token);
            if (isDue || silo.Town.IsBehind) await silo.Town.Refresh(stopping.Token);
        }
        catch (Exception) when (stopping.IsCancellationRequested) { }
        catch (Exception e) { LogNotRefreshed(log, e.Message); }
    }

    private async Task Index()
    {
        try { await silo.Search.IndexNext(TextsMax, stopping.Token); }
        catch (Exception) when (stopping.IsCancellationRequested) { }
        catch (Exception e) { LogNotIndexed(log, e.Message); }
    }

    /// <summary>What a crash left unsent goes within a tick; what was sent just now is acknowledged long before.</summary>
    private Task Tick()
    {
        silo.Carried.ForgetOld();
        foreach (var grain in silo.Activations.All)
        {
            silo.VerifyPlacement(grain); // a steward's new home tells nobody; nor does a move that failed
            grain.Tick();
        }
        return due.Recover();
    }

    private async Task Every(TimeSpan period, Func<Task> what)
    {
        using var timer = new PeriodicTimer(period, silo.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token)) await what();
        }
        catch (OperationCanceledException) { }
    }

    [LoggerMessage(401, LogLevel.Warning, "{Silo} is lost: its grains wake on the others")]
    private static partial void LogLost(ILogger logger, string silo);

    [LoggerMessage(403, LogLevel.Warning, "texts could not be made searchable; they will be: {Why}")]
    private static partial void LogNotIndexed(ILogger logger, string why);

    [LoggerMessage(402, LogLevel.Warning, "the placement or the town could not be read; it will be again: {Why}")]
    private static partial void LogNotRefreshed(ILogger logger, string why);
}
