using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Cluster.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Grains;

[GrainType(GrainNames.Silo), Reentrant, Located]
internal sealed class SiloGrain(SiloContext seat) : Grain, ISiloGrain
{
    public Task<SiloReport> Report() => Task.FromResult(new SiloReport(
        new(seat.Silo.Loads.PerSecond()),
        (uint)seat.ActivationRegistry.Count,
        [.. seat.ActivationRegistry.All.Where(actor => actor.Id.Kind == ActorKind.Grid).Select(actor => actor.Id.Key)]));

    public Task RefreshPlacement() => seat.View.Refresh(CancellationToken.None);

    public Task RefreshTown() => seat.Silo.Town.Refresh(CancellationToken.None);

    public Task Leaves(SiloAddress silo)
    {
        seat.Members.Leaves(silo);
        seat.View.Know(seat.Members.Now);
        return Task.CompletedTask;
    }

    public Task<bool> IsParting(GrainId actor) => Task.FromResult(seat.ActivationRegistry.IsParting(actor));

    public Task<bool> Reaches(string ear) => seat.Silo.Watchers.Push(ear, new DaySummary());
}
