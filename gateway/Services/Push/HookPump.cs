using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Hooks;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// Looks after every hook, each by itself: one that is slow or away holds nobody up. The read model is the queue: what was
/// decided while nobody delivered is found again.
/// </summary>
internal sealed partial class HookPump(
    ITownClient grains, IReadModel readModel, ApiReads bound, ITownDirectory town, HookSender sender, TimeProvider time, ILogger<HookPump> log) : IHostedService, IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly string gateway = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, HookRun> runs = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private Task round = Task.CompletedTask;
    private ITimer? timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => Tick(), null, Every, Every);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        timer?.Dispose();
        await stopping.CancelAsync();
        Task last;
        lock (gate) last = round;
        await Task.WhenAll([last, .. runs.Values.Select(run => run.Running)]);
    }

    public void Dispose()
    {
        timer?.Dispose();
        stopping.Dispose();
    }

    private void Tick()
    {
        lock (gate)
            if (round.IsCompleted && !stopping.IsCancellationRequested) round = Task.Run(Round);
    }

    private async Task Round()
    {
        try
        {
            var held = (await readModel.Query(HookRow.All, stopping.Token)).Where(hook => !hook.Row.Ended).ToList();
            foreach (var hook in held) runs.GetOrAdd(hook.Id, id => new HookRun(id, gateway, grains, readModel, bound, town, sender, time)).Go(stopping.Token, error => Failed(log, error, hook.Id));
            foreach (var id in runs.Keys.Except(held.Select(hook => hook.Id)).ToList()) runs.TryRemove(id, out _);
        }
        catch (Exception) when (stopping.IsCancellationRequested) { }
        catch (Exception error) { Failed(log, error, "all"); }
    }

    [LoggerMessage(1, LogLevel.Warning, "hook {Hook} was not served and will be again")]
    private static partial void Failed(ILogger log, Exception error, string hook);
}
