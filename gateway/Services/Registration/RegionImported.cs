using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Registration;

/// <summary>What a region file changed in the town, for whoever starts it.</summary>
/// <param name="Changed">How many regions were not so before.</param>
/// <param name="Lines">What was done, and from which day it acts.</param>
/// <param name="Warnings">What the file does not say and somebody may have meant.</param>
public sealed record RegionImported(int Changed, IReadOnlyList<string> Lines, IReadOnlyList<string> Warnings)
{
    /// <summary>So many codes are named in one line; what more there is, is counted.</summary>
    public const int NamedMax = 8;

    internal static RegionImported Of(RegionTree before, RegionMap map, IReadOnlyList<RegionDefined> changes)
    {
        var held = before.Latest.All.Select(region => region.Code).ToHashSet(StringComparer.Ordinal);
        var isEdit = changes.ToLookup(change => held.Contains(change.Region.Code));
        var same = map.Regions.Count - changes.Count;
        string[] parts = [.. Added(isEdit[false]), .. Edited(isEdit[true]), .. same > 0 ? [$"{same} as they were"] : Array.Empty<string>()];
        return new RegionImported(changes.Count, ["regions  " + string.Join("; ", parts), .. ZoneLines(before, map)], [.. LeftOut(before, map), .. map.Notes]);
    }

    private static IEnumerable<string> Added(IEnumerable<RegionDefined> added) =>
        added.GroupBy(change => change.FromDate).OrderBy(day => day.Key).Select(day =>
            $"{day.Count()} new, {(day.Key == LocalDay.Beginning ? "which hold at once" : $"which hold from {LocalDay.Format(day.Key)}")}");

    private static IEnumerable<string> Edited(IEnumerable<RegionDefined> edited) =>
        edited.GroupBy(change => change.FromDate).OrderBy(day => day.Key).Select(day =>
            $"{day.Count()} changed, which acts from {LocalDay.Format(day.Key)} ({Named(day.Select(change => change.Region.Code))})");

    private static IEnumerable<string> ZoneLines(RegionTree before, RegionMap map)
    {
        if (before.Latest.Root is not { } root) yield break;
        var zone = map.Regions.First(region => region.Parent.Length == 0).TimeZone;
        if (zone != root.TimeZone) yield return $"zone     the root's time zone was {Shown(root.TimeZone)} and becomes {Shown(zone)} on that day";
    }

    private static IEnumerable<string> LeftOut(RegionTree before, RegionMap map)
    {
        var kept = map.Regions.Select(region => region.Code).ToHashSet(StringComparer.Ordinal);
        string[] left = [.. before.Latest.All.Select(region => region.Code).Where(code => !kept.Contains(code))];
        if (left.Length > 0)
            yield return $"the file leaves out {left.Length} that exist ({Named(left)}): they stay, go on taking reports and counting, and keep what was said of them";
    }

    private static string Named(IEnumerable<string> codes)
    {
        string[] all = [.. codes];
        return string.Join(", ", all.Take(NamedMax)) + (all.Length > NamedMax ? $" and {all.Length - NamedMax} more" : "");
    }

    private static string Shown(string zone) => zone.Length > 0 ? zone : "none (UTC)";
}
