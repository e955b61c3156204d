using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Routing;

/// <summary>Who is to hold an issue, and who supervises: a proposal, which the desk may overrule.</summary>
/// <param name="Holder">Empty: the table knows none, the desk names one.</param>
/// <param name="Supervisor">Empty: none.</param>
public readonly record struct RoutingProposal(string Holder, string Supervisor);

/// <summary>
/// Category by region: holder and supervisor; and which unit stands above which. Immutable; checked when the constructor
/// returns: every unit named exists, nobody supervises himself, and the way upward ends.
/// </summary>
public sealed class RoutingTable
{
    private readonly Dictionary<string, LoopUnit> units = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Category, string Region), RoutingRule> rules = [];
    private readonly Dictionary<string, RoutingDefault> defaults = new(StringComparer.Ordinal);

    /// <exception cref="RoutingException">It points nowhere, at itself, or in a circle.</exception>
    public RoutingTable(IEnumerable<LoopUnit> units, IEnumerable<RoutingRule> rules, IEnumerable<RoutingDefault> defaults)
    {
        foreach (var unit in units)
            if (!this.units.TryAdd(unit.Code, unit)) throw new RoutingException(RoutingFaults.Twice, $"unit {unit.Code} is named twice");
        foreach (var unit in this.units.Values) CheckUpward(unit);
        foreach (var rule in rules)
        {
            if (FaultOf(rule.Holder, rule.Supervisor) is { } fault) throw fault;
            if (!this.rules.TryAdd((rule.Category, rule.Region), rule))
                throw new RoutingException(RoutingFaults.Twice, $"category '{rule.Category}' in region '{rule.Region}' has two rules");
        }
        foreach (var rule in defaults)
        {
            if (FaultOf(rule.LinkingCadres, rule.AssignedLeader) is { } fault) throw fault;
            if (!this.defaults.TryAdd(rule.Region, rule)) throw new RoutingException(RoutingFaults.Twice, $"region '{rule.Region}' has two defaults");
        }
    }

    public static RoutingTable Empty { get; } = new([], [], []);

    /// <summary>In the order in which they were given.</summary>
    public IEnumerable<LoopUnit> Units => units.Values;

    public bool IsKnown(string unit) => units.ContainsKey(unit);

    public LoopLevel LevelOf(string unit) => units.TryGetValue(unit, out var known) ? known.Level : LoopLevel.Unspecified;

    /// <summary>The unit that divides the issues of the level above; empty at the top and for an unknown unit.</summary>
    public string UpwardOf(string unit) => units.TryGetValue(unit, out var known) ? known.Upward : "";

    /// <param name="regions">Where the issue is, nearest first: its trade, its grid, the places above.</param>
    public RoutingProposal Propose(string category, IEnumerable<string> regions)
    {
        string[] near = [.. regions, ""];
        var fallback = near.Select(region => defaults.GetValueOrDefault(region)).FirstOrDefault(found => found is not null);
        foreach (var name in CategoryNames.From(category))
            foreach (var region in near)
                if (rules.TryGetValue((name, region), out var rule)) return new RoutingProposal(rule.Holder, SupervisorOf(rule, fallback));
        return fallback is null ? new RoutingProposal("", "") : new RoutingProposal(fallback.LinkingCadres, Above(fallback.LinkingCadres, fallback.AssignedLeader));
    }

    private string SupervisorOf(RoutingRule rule, RoutingDefault? fallback) =>
        rule.Supervisor.Length > 0 ? rule.Supervisor : Above(rule.Holder, fallback?.AssignedLeader ?? "");

    /// <summary>The supervisor if it stands above the holder, else the unit above.</summary>
    private string Above(string holder, string supervisor) =>
        supervisor.Length > 0 && LevelOf(supervisor) > LevelOf(holder) ? supervisor : UpwardOf(holder);

    private void CheckUpward(LoopUnit unit)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { unit.Code };
        for (var at = unit; at.Upward.Length > 0;)
        {
            if (at.Upward == at.Code) throw new RoutingException(RoutingFaults.Itself, $"unit {at.Code} is above itself");
            if (!units.TryGetValue(at.Upward, out var above))
                throw new RoutingException(RoutingFaults.Nowhere, $"unit {at.Code} names {at.Upward} above it, which is no unit");
            if (!seen.Add(above.Code)) throw new RoutingException(RoutingFaults.Cycle, $"the way upward from {unit.Code} comes back to {above.Code}");
            at = above;
        }
        if (unit.Upward.Length > 0 && units[unit.Upward].Level < unit.Level)
            throw new RoutingException(RoutingFaults.NotAbove, $"unit {unit.Upward} is below {unit.Code}");
    }

    /// <summary>Why this pair cannot hold and supervise; null where it can.</summary>
    public RoutingException? FaultOf(string holder, string supervisor)
    {
        if (!units.ContainsKey(holder)) return new RoutingException(RoutingFaults.Nowhere, $"'{holder}' is to hold and is no unit");
        if (supervisor.Length > 0 && !units.ContainsKey(supervisor))
            return new RoutingException(RoutingFaults.Nowhere, $"'{supervisor}' is to supervise and is no unit");
        if (holder == supervisor) return new RoutingException(RoutingFaults.Itself, $"{holder} would supervise itself");
        return supervisor.Length > 0 && LevelOf(supervisor) <= LevelOf(holder)
            ? new RoutingException(RoutingFaults.NotAbove, $"{supervisor} is not above {holder} and cannot supervise it")
            : null;
    }
}
