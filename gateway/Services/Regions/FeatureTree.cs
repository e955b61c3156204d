using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Makes a region list of features: the root, the regions that are only named as parents, and the features themselves.</summary>
internal sealed class FeatureTree
{
    private readonly RegionFileOptions options;
    private readonly IReadOnlyList<RegionFeature> features;
    private readonly string root;
    private readonly HashSet<string> codes;
    private readonly Dictionary<string, string> codeByName = new(StringComparer.Ordinal);

    private FeatureTree(IReadOnlyList<RegionFeature> features, RegionFileOptions options)
    {
        this.options = options;
        this.features = features;
        codes = features.Select(f => f.Region.Code).ToHashSet(StringComparer.Ordinal);
        root = options.RootCode ?? features.FirstOrDefault(f => f.Region.Parent.Length == 0)?.Region.Code ?? "";
    }

    /// <exception cref="RegionFileException">A parent has no feature, and there is no root to put it under.</exception>
    public static IReadOnlyList<Region> Regions(IReadOnlyList<RegionFeature> features, RegionFileOptions options) =>
        new FeatureTree(features, options).Regions();

    private List<Region> Regions()
    {
        var regions = new List<Region>();
        if (root.Length > 0 && codes.Add(root))
            regions.Add(new Region { Code = root, Name = options.RootName ?? root, Kind = RegionFileOptions.KindWithoutFeature });
        regions.AddRange(ParentsWithoutFeature());
        foreach (var feature in features) regions.Add(Placed(feature.Region));
        if (options.TimeZone is { } zone)
            foreach (var region in regions.Where(r => r.Code == root)) region.TimeZone = zone;
        return regions;
    }

    // In the order of names, so that the order of features does not decide who gets the code and who the hash.
    private List<Region> ParentsWithoutFeature()
    {
        var nameless = features.FirstOrDefault(f => root.Length == 0 && !codes.Contains(f.Region.Parent));
        if (nameless is not null)
            throw RegionFileError.Of(RegionFileError.ReferenceToNowhere, new RegionFilePlace(Feature: nameless.Index, Property: options.ParentProperty));
        string[] names = [.. features.Select(f => f.Region.Parent).Where(p => p.Length > 0 && !codes.Contains(p)).Distinct().Order(StringComparer.Ordinal)];
        foreach (var name in names) codeByName.Add(name, CodeFor(name));
        return [.. names.Select(name => new Region
        {
            Code = codeByName[name], Name = name, Kind = RegionFileOptions.KindWithoutFeature, Parent = root,
        })];
    }

    private Region Placed(Region region)
    {
        if (codeByName.TryGetValue(region.Parent, out var code)) region.Parent = code;
        else if (region.Parent.Length == 0 && region.Code != root && options.RootCode is not null) region.Parent = root;
        return region;
    }

    private string CodeFor(string name)
    {
        var code = Readable(name);
        if (code.Length is > 0 and <= RegionCode.LengthMax && codes.Add(code)) return code;
        // One more round only where a feature bears that very hash as its code.
        for (var salted = name; ; salted += "-")
        {
            code = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salted)).AsSpan(0, 6));
            if (codes.Add(code)) return code;
        }
    }

    // Letters, digits, '_' and '-' stay; each run of anything else, or of '-', is one '-'; none at the ends.
    private static string Readable(string name)
    {
        var code = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (RegionCode.IsAllowed(c) && c != '-') code.Append(c);
            else if (code.Length > 0 && code[^1] != '-') code.Append('-');
        }

        return code.ToString().TrimEnd('-');
    }
}
