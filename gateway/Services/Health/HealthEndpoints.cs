using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Health;

/// <summary>`/healthz`: the process runs. `/readyz`: the store is well and answers, the town is loaded, and somebody runs its grains.</summary>
public static class HealthEndpoints
{
    /// <summary>A store that takes longer is not ready.</summary>
    public static readonly TimeSpan StoreAnswersWithin = TimeSpan.FromSeconds(2);

    /// <summary>The same of the silos of a cluster.</summary>
    public static readonly TimeSpan EngineAnswersWithin = TimeSpan.FromSeconds(2);

    private static readonly object Ok = new { status = "ok" };

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("").OpenToAll();
        probes.MapGet("/healthz", () => Results.Json(Ok));
        probes.MapGet("/readyz", async (IReadModel readModel, ITownDirectory directory, EngineReach engine, StoreHealth store, ServerClock clock, TimeProvider time, CancellationToken aborted) =>
            await WhyNotReady(readModel, directory, engine, store, clock, time, aborted) is { } reason ? ApiFilter.Error(reason) : Results.Json(Ok));
    }

    /// <summary>Null when the server is ready.</summary>
    internal static async Task<ApiException?> WhyNotReady(
        IReadModel readModel, ITownDirectory directory, EngineReach engine, StoreHealth store, ServerClock clock, TimeProvider time, CancellationToken aborted)
    {
        if (store.Current is { IsOk: false } state) return ApiErrors.Of(StatusCodes.Status503ServiceUnavailable, state.Code, state.PublicMessage, state.PublicMessageZh);
        try
        {
            // The cheapest question that goes to the store: one key that is not there.
            await readModel.Issue("", aborted).WaitAsync(StoreAnswersWithin, time, aborted);
        }
        catch (Exception) when (!aborted.IsCancellationRequested)
        {
            return ApiErrors.StoreUnavailable();
        }

        if (!await IsReached(engine, time, aborted)) return ApiErrors.NoSilo();
        if (clock.WrongByMs is not 0 and var wrongByMs) return ClockWrong(wrongByMs);
        return directory.Regions.Latest.Root is not null ? null : ApiErrors.Of(StatusCodes.Status503ServiceUnavailable,
            "no_regions", "There are no regions yet: start with --regions FILE.", "尚无区划：请用 --regions FILE 启动。");
    }

    private static ApiException ClockWrong(long wrongByMs)
    {
        var minutes = Math.Abs(wrongByMs) / 60_000;
        var (than, thanZh) = wrongByMs > 0 ? ("slow", "慢") : ("fast", "快");
        return ApiErrors.Of(StatusCodes.Status503ServiceUnavailable, Domain.Grids.Reasons.ServerClock,
            $"Several devices agree that this server's clock is {minutes} minutes {than}. Reports are answered RETRY until it is set right.",
            $"多台设备一致表明本服务器时钟{thanZh} {minutes} 分钟。校正之前，上报一律答复重发。");
    }

    private static async Task<bool> IsReached(EngineReach engine, TimeProvider time, CancellationToken aborted)
    {
        try
        {
            return await engine.IsReached(aborted).WaitAsync(EngineAnswersWithin, time, aborted);
        }
        catch (Exception) when (!aborted.IsCancellationRequested)
        {
            return false;
        }
    }
}
