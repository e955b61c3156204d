using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Takes a region file into the town's tree, at start.</summary>
public static class RegionImport
{
    /// <summary>How many regions were not so before: a new one holds at once, an edit from the next local day.</summary>
    /// <exception cref="RegionFileException">The file is not usable.</exception>
    /// <exception cref="RegionTreeException">With the file's regions there would be no tree.</exception>
    public static async Task<uint> Run(string path, RegionFileOptions options, TownRegistry registry, ITownDirectory directory, TimeProvider time)
    {
        using var file = File.OpenRead(path);
        var regions = RegionFile.Read(file, options);
        var nowUs = Instant.From(time.GetUtcNow());
        var today = LocalDay.Of(nowUs, directory.Regions.At(nowUs).Zone);
        // Decided here first, so that a start with the file of the last one asks nothing of the town.
        if (RegionPlan.Changes(directory.Regions, regions, today).Count == 0) return 0;
        return await registry.Regions(regions);
    }
}
