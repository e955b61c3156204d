using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Regions;

/// <summary>Arbitrary region lists that make a tree: each region hangs below an earlier place that is no leaf.</summary>
internal static class Trees
{
    public static Arbitrary<Region[]> Arbitrary { get; } = Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).Select(Of).ToArbitrary();

    public static Region[] Of(int[] choices)
    {
        var regions = new List<Region> { TownTree.Region("R0", "county", "", "Asia/Shanghai") };
        var places = new List<(string Code, int Depth)> { ("R0", 0) };
        foreach (var choice in choices)
        {
            var (parent, depth) = places[choice % places.Count];
            var code = $"R{regions.Count}";
            var kind = (choice / 1024 % 4) switch { 0 => "trade", 1 => "village", _ => "grid" };
            regions.Add(TownTree.Region(code, kind, parent, choice / 4096 % 5 == 0 ? "America/Los_Angeles" : ""));
            if (kind == "village" && depth < 12) places.Add((code, depth + 1));
        }

        return [.. regions];
    }
}
