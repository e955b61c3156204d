using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Takes a region file into the town's tree, at start.</summary>
public static class RegionImport
{
    /// <summary>A new region holds at once, an edit from the next local day, and what the file leaves out stays.</summary>
    /// <exception cref="RegionFileException">The file is not usable; nothing has changed.</exception>
    /// <exception cref="RegionTreeException">With the file's regions there would be no tree; nothing has changed.</exception>
    public static async Task<RegionImported> Run(string path, RegionFileOptions options, TownRegistry registry, ITownDirectory directory, TimeProvider time)
    {
        using var file = File.OpenRead(path);
        var map = RegionFile.ReadMap(file, options);
        var nowUs = Instant.From(time.GetUtcNow());
        var before = directory.Regions;
        var today = LocalDay.Of(nowUs, before.At(nowUs).Zone);
        // Decided here first, so that a start with the file of the last one asks nothing of the town.
        var changes = RegionPlan.Changes(before, map.Regions, today);
        if (changes.Count > 0) await registry.Regions(map.Regions);
        return RegionImported.Of(before, map, changes);
    }
}
