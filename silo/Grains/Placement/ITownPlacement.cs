using RealtimeGov.Domain.Placement;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Placement;

/// <summary>Administration: what runs where under which load, and how to change it.</summary>
public interface ITownPlacement
{
    /// <summary>Lines of the audit in one answer.</summary>
    public const int AuditMax = 200;

    public const int AuditDefault = 50;

    IPlacementView View { get; }

    /// <summary>The whole placement with the loads of this moment.</summary>
    Task<Protos.Placement> Get(CancellationToken cancellation);

    /// <summary>A dry run; nothing changes.</summary>
    Task<RebalancePlan> Plan(CancellationToken cancellation);

    /// <summary>Changes the placement, now. A refusal comes as an answer with its code in `refused` (<see cref="PlacementErrors"/>), and has changed nothing.</summary>
    /// <param name="command">Its `at_us` is set here.</param>
    /// <exception cref="NotDurableException">The store did not take it in time: ask again.</exception>
    Task<PlacementAnswer> Change(ChangePlacement command);

    /// <summary>Newest first.</summary>
    /// <param name="before">Lines below this seq; 0 begins with the newest.</param>
    /// <param name="limit">1 to <see cref="AuditMax"/>; 0 takes <see cref="AuditDefault"/>, more is cut.</param>
    Task<AuditLines> Audit(ulong before, uint limit, CancellationToken cancellation);
}

/// <summary>What the silos tell of themselves.</summary>
public interface ISiloLoads
{
    Task<TownLoads> Loads(CancellationToken cancellation);
}

/// <param name="ReportsPerSecond">By grid, decided over the last half minute; one without an entry had none.</param>
/// <param name="Awake">By silo: grains in memory.</param>
/// <param name="RunsOn">By grid in memory: the silo where it is now, wherever it is to be.</param>
public sealed record TownLoads(
    IReadOnlyDictionary<string, double> ReportsPerSecond, IReadOnlyDictionary<string, uint> Awake, IReadOnlyDictionary<string, string> RunsOn);
