using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Projections.Town;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>The town's settings as the read model has them, held in memory.</summary>
public sealed class TownDirectory(IReadModel readModel) : ITownDirectory
{
    private readonly SemaphoreSlim refreshing = new(1);
    private long asked; // for a refresh, so often
    private long answered; // up to this one of them, by a read that began after it
    private volatile Held held = new(RegionTree.Empty, Categories.Empty, Roster.Empty, TownLoop.None);

    public RegionTree Regions => held.Regions;

    public Categories Categories => held.Categories;

    public Roster Stewards => held.Stewards;

    public TownLoop Loop => held.Loop;

    public bool IsBehind => Volatile.Read(ref asked) != Volatile.Read(ref answered);

    public async Task Refresh(CancellationToken cancellation)
    {
        var mine = Interlocked.Increment(ref asked);
        await refreshing.WaitAsync(cancellation); // one after another: an older read must not replace a newer one
        try
        {
            // All who came while the last read was under way share this one: the silos of one process have one directory.
            if (answered >= mine) return;
            var all = Volatile.Read(ref asked);
            var definitions = await readModel.Regions(cancellation);
            // The same tree stays the same instance: who built an index over it need not build it again.
            var regions = definitions.ToHashSet().SetEquals(held.Regions.Definitions) ? held.Regions : RegionTree.From(definitions);
            var categories = Categories.From(await readModel.Categories(cancellation));
            var loop = held.Loop.Become(
                await readModel.Query(SettingProjection.All, cancellation), [.. (await readModel.Query(UnitRow.All, cancellation)).Select(row => row.Unit)]);
            held = new Held(regions, categories, Roster.From(await readModel.Stewards(cancellation)), loop);
            Volatile.Write(ref answered, all);
        }
        finally
        {
            refreshing.Release();
        }
    }

    private sealed record Held(RegionTree Regions, Categories Categories, Roster Stewards, TownLoop Loop);
}
