using System.Text.Json;

namespace RealtimeGov.Bench.Support.Towns;

/// <summary>The regions of a region file, as far as a bench needs them: who lies in whom.</summary>
public sealed class BenchTown
{
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    private BenchTown(string file, string root, List<string> villages, List<string> grids)
    {
        (File, Root, Villages, Grids) = (file, root, villages, grids);
    }

    public string File { get; }

    public string Root { get; }

    public IReadOnlyList<string> Villages { get; }

    public IReadOnlyList<string> Grids { get; }

    public string VillageOf(string grid) => parents[grid];

    /// <summary>The codes directly below.</summary>
    public IReadOnlyList<string> Children(string region) =>
        region == Root ? Villages : [.. Grids.Where(g => parents[g] == region)];

    /// <summary>The grids below, at any depth.</summary>
    public IReadOnlyList<string> GridsOf(string region) =>
        region == Root ? Grids : [.. Grids.Where(g => g == region || parents[g] == region)];

    public static BenchTown Read(string file)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
        var regions = json.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))
            .Select(p => (Code: Text(p, "code"), Kind: Text(p, "kind"), Parent: Text(p, "parent"))).ToList();
        var town = new BenchTown(
            file,
            regions.First(r => r.Parent.Length == 0).Code,
            [.. regions.Where(r => r.Kind is "village" or "community").Select(r => r.Code)],
            [.. regions.Where(r => r.Kind == "grid").Select(r => r.Code)]);
        foreach (var region in regions) town.parents[region.Code] = region.Parent;
        return town;
    }

    private static string Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
