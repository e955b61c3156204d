using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>What a report of an enrolled device says of its steward, origin and place comes from the device's binding, not from the report.</summary>
public static class DeviceScope
{
    /// <summary>Fills in what the report leaves out. Returns the reason where it says otherwise; null where it is the device's own.</summary>
    public static string? Apply(DeviceBinding binding, Report report)
    {
        if (report.StewardId.Length == 0) report.StewardId = binding.StewardId;
        if (report.StewardId != binding.StewardId) return Reasons.StewardNotOwn;
        if (report.Origin == Origin.Unspecified && binding.Origins.Count <= 1) report.Origin = binding.Origins.Count == 1 ? binding.Origins[0] : Origin.Steward;
        // An origin that is missing or unknown is told as that, by who checks reports.
        if (report.Origin == Origin.Unspecified || !Enum.IsDefined(report.Origin)) return null;
        var isOwn = binding.Origins.Count == 0 ? report.Origin == Origin.Steward : binding.Origins.Contains(report.Origin);
        return isOwn ? null : Reasons.OriginNotOwn;
    }

    /// <summary>True where the device may report into the grid; a binding without a region is for everywhere.</summary>
    public static bool Covers(DeviceBinding binding, string grid, TreeOfDay tree) =>
        binding.Region.Length == 0 || Access.IsWithin(grid, binding.Region, tree);
}
