using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Silos;

[GrainType(GrainNames.Silo), Reentrant, ByTownPlacement]
public sealed class SiloGrain(SiloContext silo) : Grain, ISiloGrain
{
    public Task<SiloReport> Report() => Task.FromResult(new SiloReport(
        new(silo.Loads.PerSecond()),
        (uint)silo.Activations.Count,
        [.. silo.Activations.All.Where(grain => GrainNames.IsGrid(grain.Id)).Select(grain => GrainNames.KeyOf(grain.Id))]));

    public Task RefreshPlacement() => silo.Placement.Refresh(CancellationToken.None);

    public Task RefreshTown() => silo.Town.Refresh(CancellationToken.None);

    public Task WatchDesk(string observer)
    {
        silo.Desk.Watch(observer);
        return Task.CompletedTask;
    }

    public Task Leaves(SiloAddress leaving)
    {
        silo.Members.Leaves(leaving);
        silo.Placement.Know(silo.Members.Now);
        return Task.CompletedTask;
    }

    public Task<bool> IsParting(GrainId grain) => Task.FromResult(silo.Activations.IsParting(grain));

    public Task<bool> Reaches(string observer) => silo.Observers.Push(observer, new DaySummary());
}
