using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>Puts the placement, the tree and the silos' loads together.</summary>
public sealed class TownPlacement(
    IPlacementView view, ISiloLoads loads, ITownClient grains, ITownDirectory town, IReadModel readModel, TimeProvider time) : ITownPlacement
{
    public IPlacementView View => view;

    public async Task<Protos.Placement> Get(CancellationToken cancellation)
    {
        var now = await loads.Loads(cancellation);
        var (map, tree, at) = (view.Current, Tree, time.GetUtcNow());
        var placement = new Protos.Placement { Version = map.Table.Version, At = Timestamp.FromDateTimeOffset(at) };
        placement.Grids.AddRange(tree.Grids.Select(grid => GridOf(grid, map, tree, now)));
        var bySilo = placement.Grids.ToLookup(grid => grid.Silo);
        placement.Silos.AddRange(map.Silos.Select(silo => new SiloLoad
        {
            Name = silo,
            State = !map.IsLive(silo) ? SiloState.Dead : map.IsDraining(silo) ? SiloState.Draining : SiloState.Live,
            Weight = map.Table.SettingOf(silo).Weight,
            Grids = (uint)bySilo[silo].Count(),
            ReportsPerSecond = bySilo[silo].Sum(grid => grid.ReportsPerSecond),
            Grains = now.Awake.GetValueOrDefault(silo),
        }));
        return placement;
    }

    public async Task<RebalancePlan> Plan(CancellationToken cancellation)
    {
        var now = await loads.Loads(cancellation);
        var map = view.Current;
        return RebalancePlanner.Plan(map, [.. Tree.Grids.Select(grid =>
            new LoadedGrid(grid, map.SiloOfGrid(grid), map.IsPinned(grid), LoadedGrid.Of(now.ReportsPerSecond.GetValueOrDefault(grid))))]);
    }

    public Task<PlacementAnswer> Change(ChangePlacement command)
    {
        var stamped = command.Clone();
        stamped.AtUs = Instant.From(time.GetUtcNow());
        return grains.Change(stamped);
    }

    public async Task<AuditLines> Audit(ulong before, uint limit, CancellationToken cancellation)
    {
        var lines = new AuditLines();
        var most = limit == 0 ? ITownPlacement.AuditDefault : (int)Math.Min(limit, ITownPlacement.AuditMax);
        foreach (var row in await readModel.Audit(before, most, cancellation))
            lines.Lines.Add(new AuditLine
            {
                Seq = row.Seq,
                At = Instant.ToTimestamp(row.AtUs),
                By = row.By,
                Action = row.Action,
                Subject = row.Subject,
                Before = row.Before,
                After = row.After,
            });
        return lines;
    }

    private TreeOfDay Tree => town.Regions.At(Instant.From(time.GetUtcNow()));

    private static GridLoad GridOf(string grid, PlacementMap map, TreeOfDay tree, TownLoads now)
    {
        var silo = map.SiloOfGrid(grid) ?? "";
        return new GridLoad
        {
            Code = grid,
            Name = tree.NameOf(grid),
            Silo = silo,
            Pinned = map.IsPinned(grid),
            ReportsPerSecond = now.ReportsPerSecond.GetValueOrDefault(grid),
            Moving = now.RunsOn.TryGetValue(grid, out var runsOn) && runsOn != silo,
        };
    }
}
