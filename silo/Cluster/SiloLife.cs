using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Cluster.Placement;

namespace RealtimeGov.Cluster;

/// <summary>What goes on in a silo beside its actors' turns: who lives, where everything belongs, what is due.</summary>
internal sealed partial class SiloLife(SiloContext seat, ILogger log) : IAsyncDisposable
{
    /// <summary>How late a silo may be that missed being told.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Who has not gone by then wakes on the others as after a crash.</summary>
    private static readonly TimeSpan HandOverMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HandOverLook = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <summary>Returns when this silo knows itself to live.</summary>
    public async Task Begin()
    {
        seat.View.Changed += (before, now) => seat.MigrateMisplaced(now.ReassignedSince(before));
        var following = Follow();
        running = Task.WhenAll(following, Every(RefreshEvery, Refresh), Every(IActor.TickPeriod, Tick));
        var map = seat.View.Current;
        while (!map.IsLive(seat.Silo.Name) && !following.IsCompleted) map = await seat.View.After(map, CancellationToken.None);
    }

    /// <summary>Has everybody move to the others, with what they carry, while messages still find this silo.</summary>
    /// <param name="time">The real one: the grains' own clock may stand still.</param>
    public async Task HandOver(SiloAddress self, TimeProvider time)
    {
        await seat.Others.Tell(silo => silo.Leaves(self));
        var began = time.GetTimestamp();
        while (seat.ActivationRegistry.Count > 0 && seat.View.Current.Takers.Count > 0 && time.GetElapsedTime(began) < HandOverMax)
            await Task.Delay(HandOverLook, time);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task Follow()
    {
        try
        {
            IReadOnlyDictionary<SiloAddress, string> before = new Dictionary<SiloAddress, string>();
            await foreach (var snapshot in seat.Members.Updates.WithCancellation(stopping.Token))
            {
                var active = Members.Active(snapshot);
                // By address: one that was killed may be back under its name before anybody looks.
                var lost = before.Where(silo => !active.ContainsKey(silo.Key)).Select(silo => silo.Value).ToList();
                before = active;
                var members = seat.Members.Of(snapshot);
                if (!members.SequenceEqual(seat.View.Current.Members)) seat.View.Know(members);
                foreach (var silo in lost) LogLost(log, silo);
                if (lost.Count > 0)
                    foreach (var actor in seat.ActivationRegistry.All) actor.TellSiloLost();
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task Refresh()
    {
        try { await seat.View.Refresh(stopping.Token); }
        catch (Exception e) when (e is not OperationCanceledException) { LogNotRefreshed(log, e.Message); }
    }

    private async Task Tick()
    {
        foreach (var actor in seat.ActivationRegistry.All)
        {
            seat.VerifyPlacement(actor); // a steward's new home tells nobody; nor does a move that failed
            actor.Tick();
        }
        try { await seat.Silo.Town.Refresh(stopping.Token); }
        catch (Exception e) when (e is not OperationCanceledException) { LogNotRefreshed(log, e.Message); }
    }

    private async Task Every(TimeSpan period, Func<Task> what)
    {
        using var timer = new PeriodicTimer(period, seat.Silo.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token)) await what();
        }
        catch (OperationCanceledException) { }
    }

    [LoggerMessage(401, LogLevel.Warning, "{Silo} is lost: its actors wake on the others")]
    private static partial void LogLost(ILogger logger, string silo);

    [LoggerMessage(402, LogLevel.Warning, "the placement or the town could not be read; it will be again: {Why}")]
    private static partial void LogNotRefreshed(ILogger logger, string why);
}
