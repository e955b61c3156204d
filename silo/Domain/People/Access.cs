using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>The one place where it is decided who may do what: role x region subtree (x unit), on one local day.</summary>
public static class Access
{
    /// <summary>
    /// True when one of the grants holds on that day, its role allows it, the region is the grant's or below it, and the unit
    /// is the grant's where the grant names one. A region that the tree does not know is below nothing.
    /// </summary>
    /// <param name="unit">The unit that the subject belongs to; empty where it belongs to none.</param>
    public static bool Allows(IEnumerable<Grant> grants, Permission permission, string region, string unit, TreeOfDay tree, int today)
    {
        foreach (var grant in grants)
        {
            if (!Holds(grant, today) || Role.Find(grant.Role)?.Permissions.Contains(permission) != true) continue;
            if (grant.Unit.Length > 0 && unit.Length > 0 && grant.Unit != unit) continue;
            if (IsWithin(region, grant.Region, tree)) return true;
        }
        return false;
    }

    /// <summary>True when it is allowed somewhere: enough to be let in, not to be let at anything.</summary>
    public static bool AllowsAnywhere(IEnumerable<Grant> grants, Permission permission, int today) =>
        grants.Any(grant => Holds(grant, today) && Role.Find(grant.Role)?.Permissions.Contains(permission) == true);

    /// <summary>The regions in which it is allowed, none below another.</summary>
    public static IReadOnlyList<string> RegionsOf(IEnumerable<Grant> grants, Permission permission, TreeOfDay tree, int today)
    {
        var regions = grants.Where(grant => AllowsAnywhere([grant], permission, today)).Select(grant => grant.Region).Distinct(StringComparer.Ordinal).ToList();
        return [.. regions.Where(region => !regions.Exists(above => above != region && IsWithin(region, above, tree))).Order(StringComparer.Ordinal)];
    }

    /// <summary>True of the roles that administer the installation.</summary>
    public static bool IsAdministration(Grant grant) => Role.Find(grant.Role) is { IsTownWide: true };

    public static bool Holds(Grant grant, int today) => grant.FromDate <= today && (grant.UntilDate == 0 || today <= grant.UntilDate);

    /// <summary>True of the region itself and of all below it.</summary>
    public static bool IsWithin(string region, string above, TreeOfDay tree)
    {
        if (tree.Find(region) is null) return false;
        for (var at = region; at is not null; at = tree.ParentOf(at))
            if (at == above) return true;
        return false;
    }
}
