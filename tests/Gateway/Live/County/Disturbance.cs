using RealtimeGov.Gateway.Live;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Tests.Live.County;

/// <summary>One interleaving: each number is a step, begun without waiting for those before it.</summary>
internal sealed class Disturbance(CountyTown town, IReadOnlyList<HubHost> hosts)
{
    private static readonly string[] Silos = ["silo-1", "silo-2", "silo-3"];

    private readonly Lock gate = new();
    private readonly List<Task> underWay = [];
    private readonly List<(string Id, string Grid, bool Late)> counted = [];
    private readonly HashSet<string> withdrawn = [];
    private readonly HashSet<string> dead = [];
    private int reports;

    /// <summary>What must be shown: by grid and whether it is the late day's.</summary>
    public ulong Expected(string grid, bool late) =>
        (ulong)counted.Count(r => r.Grid == grid && r.Late == late && !withdrawn.Contains(r.Id));

    public async Task Run(int[] steps)
    {
        foreach (var step in steps) await Begin(new Random(step));
        foreach (var silo in dead) await town.Silos.Revive(silo);
        await Task.WhenAll(underWay);
    }

    private async Task Begin(Random dice)
    {
        var (grid, silo, host) = (CountyTown.Grids[dice.Next(4)], Silos[dice.Next(3)], hosts[dice.Next(hosts.Count)]);
        switch (dice.Next(20))
        {
            case 0 when dead.Count < 2 && dead.Add(silo): await town.Silos.Crash(silo); break;
            case 1 when dead.Remove(silo): await town.Silos.Revive(silo); break;
            case 2: Change(new ChangePlacement { Drain = new DrainSiloRequest { Silo = silo, By = "王主任" } }); break;
            case 3: Change(new ChangePlacement { Refill = new RefillSiloRequest { Silo = silo, By = "王主任" } }); break;
            case 4 or 5: Change(new ChangePlacement { Move = new MoveGridRequest { Grid = grid, Silo = silo, By = "王主任" } }); break;
            case 6: host.Road.Losing = dice.Next(1, 4); break;
            case 7: host.Pass(Subscription.RenewEvery); break;
            case 8: Glance(host, CountyTown.Regions[dice.Next(CountyTown.Regions.Length)]); break;
            case 9 or 10 or 11 when Known(dice) is { } known: underWay.Add(Task.Run(() => Withdraw(known.Grid, known.Id))); break;
            case 12 when Known(dice) is { } known: underWay.Add(Task.Run(() => Repeat(grid, known.Id))); break;
            default: Report(grid, dice.Next(3) == 0); break;
        }

        if (dice.Next(3) == 0) await Task.WhenAny(Task.WhenAll(underWay), Task.Delay(dice.Next(8))); // some of them finish first
    }

    // A screen that comes and goes while frames are under way.
    private static void Glance(HubHost host, string region)
    {
        var (screen, _) = host.Open(region);
        host.Watches.Forget(screen);
    }

    private void Change(ChangePlacement change) => underWay.Add(Task.Run(async () =>
    {
        try { await town.Placement.Change(change); }
        catch (NotDurableException) { } // the placement's own silo may be the one that was lost
    }));

    // Its number is taken here: of two that took theirs on threads of their own, both could get the same one.
    private void Report(string grid, bool late)
    {
        var id = new Guid(++reports, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).ToString();
        underWay.Add(Task.Run(() => Send(grid, id, late)));
    }

    private async Task Send(string grid, string id, bool late)
    {
        await town.Send(grid, id, late ? town.Now.AddDays(-3) : town.Now.AddMinutes(-1));
        lock (gate) counted.Add((id, grid, late));
    }

    private async Task Repeat(string grid, string id) => Assert.Equal(Outcome.Duplicate, (await town.Send(grid, id)).Outcome);

    private async Task Withdraw(string grid, string id)
    {
        var refused = await town.Withdraw(grid, id);
        Assert.Contains(refused, new[] { "", "already_withdrawn" });
        lock (gate) withdrawn.Add(id);
    }

    private (string Id, string Grid, bool Late)? Known(Random dice)
    {
        lock (gate) return counted.Count == 0 ? null : counted[dice.Next(counted.Count)];
    }
}
