using System.Collections.Concurrent;
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
    ITownClient grains, IReadModel readModel, ApiReads bound, ITownDirectory town, HookSender sender, TimeProvider time, ILogger<HookPump> log) : RoundService(time, Every, Every)
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider time = time;
    private readonly string gateway = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, HookRun> runs = new(StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(runs.Values.Select(run => run.Running));
    }

    protected override async Task Round(CancellationToken cancellation)
    {
        var held = (await readModel.Query(HookRow.All, cancellation)).Where(hook => !hook.Row.Ended).ToList();
        foreach (var hook in held) runs.GetOrAdd(hook.Id, id => new HookRun(id, gateway, grains, readModel, bound, town, sender, time)).Go(cancellation, error => LogFailed(log, error, hook.Id));
        foreach (var id in runs.Keys.Except(held.Select(hook => hook.Id)).ToList()) runs.TryRemove(id, out _);
    }

    protected override void Failed(Exception error) => LogFailed(log, error, "all");

    [LoggerMessage(1, LogLevel.Warning, "hook {Hook} was not served and will be again")]
    private static partial void LogFailed(ILogger log, Exception error, string hook);
}
