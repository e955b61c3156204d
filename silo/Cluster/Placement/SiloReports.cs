using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Silos;

namespace RealtimeGov.Cluster.Placement;

/// <summary>What the silos that live tell of themselves, put together.</summary>
internal sealed class SiloReports(AllSilos silos) : ISiloLoads
{
    public async Task<TownLoads> Loads(CancellationToken cancellation)
    {
        var reports = await silos.Ask(silo => silo.Report());
        var perSecond = new Dictionary<string, double>(StringComparer.Ordinal);
        var runsOn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, report) in reports)
        {
            // Of a grid that moved, both silos have counted a part.
            foreach (var (grid, rate) in report.ReportsPerSecond) perSecond[grid] = perSecond.GetValueOrDefault(grid) + rate;
            foreach (var grid in report.Grids) runsOn[grid] = name;
        }
        return new TownLoads(perSecond, reports.ToDictionary(silo => silo.Key, silo => silo.Value.Awake), runsOn);
    }
}
