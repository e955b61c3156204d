using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Regions;

/// <summary>Decides what has to be journalled so that a region list holds.</summary>
public static class RegionPlan
{
    /// <summary>
    /// Nothing for what is already so, or will be from a later day. A new region holds from the beginning, or from the
    /// day on which its parent can have children, if that is later. An edit acts from the day after
    /// <paramref name="todayLocal"/> (days since 1970-01-01). What is not wanted stays as it is.
    /// </summary>
    /// <exception cref="RegionTreeException">With the changes there would be no tree on some day; nothing is to be journalled then.</exception>
    public static IReadOnlyList<RegionDefined> Changes(RegionTree current, IReadOnlyList<Region> wanted, int todayLocal)
    {
        var plan = new Plan(current, todayLocal + 1);
        foreach (var region in wanted) plan.Want(region);
        var changes = plan.Changes();
        if (changes.Count > 0) RegionTree.From(current.Definitions.Concat(changes));
        return changes;
    }

    private sealed class Plan(RegionTree current, int tomorrow)
    {
        private readonly Dictionary<string, Region> wanted = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> beginnings = new(StringComparer.Ordinal);

        public void Want(Region region)
        {
            if (!wanted.TryAdd(region.Code, region) && !wanted[region.Code].Equals(region))
                throw RegionTreeError.Of(RegionTreeError.CodeTwice, region.Code);
        }

        public List<RegionDefined> Changes()
        {
            var changes = new List<RegionDefined>();
            foreach (var region in wanted.Values)
            {
                var held = current.Of(region.Code);
                if (held.Count > 0 && held[^1].Region.Equals(region)) continue;
                changes.Add(new RegionDefined { Region = region, FromDate = FromDateOf(region, held) });
            }

            return changes;
        }

        private int FromDateOf(Region region, IReadOnlyList<RegionDefined> held) =>
            // An edit that is already waiting for a later day is replaced on that day, or it would undo this one.
            held.Count > 0 ? Math.Max(tomorrow, held[^1].FromDate) : BeginningOf(region, TreeRules.DepthMax);

        // A loop among new regions, or too long a way up, ends with the levels; it is refused when the whole is checked.
        private int BeginningOf(Region region, int levelsLeft)
        {
            if (levelsLeft == 0) return LocalDay.Beginning;
            if (beginnings.TryGetValue(region.Code, out var known)) return known;
            var beginning = region.Parent.Length == 0
                ? current.Latest.Root is null ? LocalDay.Beginning : tomorrow
                : OpenForChildren(region.Parent, levelsLeft - 1);
            return beginnings[region.Code] = beginning;
        }

        // The first day from which the parent exists and is never again a grid or a trade.
        private int OpenForChildren(string parent, int levelsLeft)
        {
            var held = current.Of(parent);
            var later = wanted.GetValueOrDefault(parent);
            if (held.Count == 0) return later is null ? LocalDay.Beginning : BeginningOf(later, levelsLeft);
            var last = held.Count - 1;
            while (last >= 0 && !RegionKind.IsLeaf(held[last].Region.Kind)) last--;
            if (last + 1 < held.Count) return last < 0 ? held[0].FromDate : held[last + 1].FromDate;
            return later is null ? LocalDay.Beginning : FromDateOf(later, held);
        }
    }
}
