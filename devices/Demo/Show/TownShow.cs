using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Demo.Show;

/// <summary>
/// What an administrator and the weather do while the town reports, one act after another, each told in a line: a storm;
/// a silo drained; the same refilled; the busiest grids crowded onto one silo; a plan that undoes it. Then again.
/// </summary>
/// <param name="stormReports">Reports of a storm; 0 leaves storms out.</param>
/// <param name="stormsFrom">No storm breaks earlier than so long after the show began.</param>
/// <param name="valid">The town's valid reports now: what must never blink.</param>
public sealed class TownShow(
    IAdministrator administrator, Storm storm, int stormReports, TimeSpan stormsFrom, GridMap map, Func<CancellationToken, Task<long>> valid, Chance chance, TimeSpan every,
    TimeProvider time, Action<string> say)
{
    /// <summary>Grids that the careless hand of the fourth act puts together.</summary>
    public const int CrowdedMax = 12;

    private string? drained;

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        await ActAsync(TidyAsync, cancellation);
        while (true)
            foreach (var act in (Func<CancellationToken, Task>[])[StormAsync, DrainAsync, RefillAsync, CrowdAsync, RebalanceAsync])
            {
                await Task.Delay(every, time, cancellation);
                if (act != StormAsync || time.GetElapsedTime(began) >= stormsFrom) await ActAsync(act, cancellation);
            }
    }

    // An act that fails is told; the town and the show go on.
    private async Task ActAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try { await act(cancellation); }
        catch (GatewayHttpException error) { say($"这一幕未成 this act failed: {error.MessageZh} {error.Message}"); }
    }

    // An earlier show may have been ended between draining and refilling.
    private async Task TidyAsync(CancellationToken cancellation)
    {
        foreach (var silo in (await administrator.PlacementAsync(cancellation)).Silos.Where(silo => silo.State == "draining"))
        {
            await administrator.RefillAsync(silo.Name, cancellation);
            say($"{silo.Name} 上次清空后未恢复，现予恢复 was left drained, refilled");
        }
    }

    private async Task StormAsync(CancellationToken cancellation)
    {
        if (stormReports == 0) return;
        var (grid, before) = (chance.Pick(map.Grids), await valid(cancellation));
        say($"暴雨 storm: {stormReports:N0} 条信息同时涌向{grid.Name} reports at once to {grid.Code}");
        var started = time.GetTimestamp();
        var counted = await storm.BreakAsync(grid, stormReports, cancellation);
        say($"暴雨过去 the storm is over: {stormReports:N0} 条发出 sent, {counted:N0} 条计入 counted, {time.GetElapsedTime(started).TotalSeconds:0.0} s; {await CountAsync(before, cancellation)}");
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        var live = (await administrator.PlacementAsync(cancellation)).Silos.Where(silo => silo.State == "live").ToList();
        if (live.Count < 2) return; // the last one is not drained
        var (silo, before) = (chance.Pick(live), await valid(cancellation));
        await administrator.DrainAsync(silo.Name, cancellation);
        drained = silo.Name;
        say($"清空 {silo.Name} drained: {silo.Grids} 个网格移走 grids moved away; {await CountAsync(before, cancellation)}");
    }

    private async Task RefillAsync(CancellationToken cancellation)
    {
        if (drained is not { } silo) return;
        var before = await valid(cancellation);
        await administrator.RefillAsync(silo, cancellation);
        drained = null;
        var grids = (await administrator.PlacementAsync(cancellation)).Silos.First(s => s.Name == silo).Grids;
        say($"恢复 {silo} refilled: {grids} 个网格移回 grids are back; {await CountAsync(before, cancellation)}");
    }

    private async Task CrowdAsync(CancellationToken cancellation)
    {
        var placement = await administrator.PlacementAsync(cancellation);
        var live = placement.Silos.Where(silo => silo.State == "live").ToList();
        if (live.Count < 2) return;
        var (onto, before) = (chance.Pick(live).Name, await valid(cancellation));
        var crowd = placement.Grids.Where(grid => !grid.Pinned && grid.Silo != onto).OrderByDescending(grid => grid.ReportsPerSecond).Take(CrowdedMax).ToList();
        foreach (var grid in crowd) await administrator.MoveAsync(grid.Code, onto, cancellation);
        say($"把最忙的 {crowd.Count} 个网格挤到 {onto} the {crowd.Count} busiest grids crowded onto it; {await CountAsync(before, cancellation)}");
    }

    private async Task RebalanceAsync(CancellationToken cancellation)
    {
        var before = await valid(cancellation);
        var plan = await administrator.PlanAsync(cancellation);
        if (plan.Moves == 0)
        {
            say("负载均衡，无须移动 the load is even: nothing to move");
            return;
        }

        await administrator.ApplyAsync(plan, cancellation);
        say($"执行均衡方案 plan applied: {plan.Moves} 个网格 grids, 最忙者为均值的 busiest silo over the mean {plan.Before:0.00} -> {plan.After:0.00}; {await CountAsync(before, cancellation)}");
    }

    private async Task<string> CountAsync(long before, CancellationToken cancellation) => $"有效信息 valid reports {before:N0} -> {await valid(cancellation):N0}";
}
