namespace RealtimeGov.Domain.Placement;

/// <summary>
/// How much load lies on each silo that takes grids. A silo's relative load is its load over its weight; the mean is the
/// whole load over the whole weight, which each silo would have if load could be poured.
/// </summary>
internal sealed class SiloLoads
{
    private readonly Dictionary<string, double> weights;
    private readonly Dictionary<string, double> loads;
    private readonly Dictionary<string, uint> grids;

    public SiloLoads(IReadOnlyList<WeightedSilo> takers, IEnumerable<LoadedGrid> all)
    {
        weights = takers.ToDictionary(t => t.Silo, t => t.Weight, StringComparer.Ordinal);
        loads = takers.ToDictionary(t => t.Silo, _ => 0.0, StringComparer.Ordinal);
        grids = takers.ToDictionary(t => t.Silo, _ => 0u, StringComparer.Ordinal);
        Names = [.. weights.Keys.Order(StringComparer.Ordinal)];
        foreach (var grid in all)
        {
            if (grid.Silo is null || !loads.ContainsKey(grid.Silo)) continue;
            loads[grid.Silo] += grid.Load;
            grids[grid.Silo]++;
        }
        Mean = weights.Count == 0 ? 0 : loads.Values.Sum() / weights.Values.Sum();
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<string> Names { get; }

    public double Mean { get; }

    public double LoadOf(string silo) => loads[silo];

    public uint GridsOf(string silo) => grids[silo];

    public double WeightOf(string silo) => weights[silo];

    public double RelativeOf(string silo) => loads[silo] / weights[silo];

    public double RelativeWith(string silo, double more) => (loads[silo] + more) / weights[silo];

    /// <summary>The most loaded silo over the mean; 1 is even, and also what there is without load.</summary>
    public double Imbalance => Mean > 0 ? Names.Max(RelativeOf) / Mean : 1;

    public void Move(double load, string from, string to)
    {
        loads[from] -= load;
        loads[to] += load;
        grids[from]--;
        grids[to]++;
    }
}
