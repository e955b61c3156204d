using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Regions;

/// <summary>A small town: root T (Shanghai time), villages V1 (G1, G2) and V2 (G3, in Urumqi's time), trade H.</summary>
internal static class TownTree
{
    public static Region[] Town =>
    [
        Region("T", "town", "", "Asia/Shanghai"),
        Region("V2", "village", "T", "Asia/Urumqi"),
        Region("G3", "grid", "V2"),
        Region("V1", "village", "T"),
        Region("G2", "grid", "V1"),
        Region("G1", "grid", "V1"),
        Region("H", "trade", "T"),
    ];

    public static RegionTree Dated => From(Town);

    public static TreeOfDay Tree => Dated.Latest;

    public static Region Region(string code, string kind, string parent, string zone = "") =>
        new() { Code = code, Name = $"Name of {code}", Kind = kind, Parent = parent, TimeZone = zone };

    public static RegionDefined Defined(Region region, int from = LocalDay.Beginning) => new() { Region = region, FromDate = from };

    public static RegionTree From(params IEnumerable<Region> regions) => RegionTree.From(regions.Select(r => Defined(r)));
}
