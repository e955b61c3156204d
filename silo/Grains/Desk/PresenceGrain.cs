using Orleans;
using Orleans.Concurrency;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Desk;

/// <summary>
/// Nothing of it is kept: after its silo was lost the gateways tell it again within seconds, and until then each shows its own people.
/// </summary>
[GrainType(GrainNames.Presence), Reentrant, ByTownPlacement]
public sealed class PresenceGrain(SiloContext silo) : Grain, IPresenceGrain
{
    private readonly OpenElsewhere open = new();
    private readonly long began = silo.Time.GetTimestamp();
    private ulong number;

    public async Task<IssuePresence> Show(GatewayPresence here)
    {
        var changed = open.Show(here, silo.Time.GetElapsedTime(began));
        // By the clock, so that the next incarnation's are greater.
        if (changed || number == 0) number = Math.Max(number + 1, (ulong)Instant.From(silo.Time.GetUtcNow()));
        var now = new IssuePresence { IssueId = this.GetPrimaryKeyString(), Number = number, Gateways = { open.Gateways } };
        if (now.Gateways.Count == 0) DeactivateOnIdle();
        if (changed) await Task.WhenAll(now.Gateways.Where(one => one.Watcher != here.Watcher).Select(one => Push(one.Observer, new DeskChanges { Present = { now } })));
        return now;
    }

    private async Task Push(string observer, DeskChanges changes)
    {
        try { await silo.Observers.Push(observer, changes); }
        catch (Exception) { } // whatever it is: a gateway that lives tells again, and is told then
    }
}
