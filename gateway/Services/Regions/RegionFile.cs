using System.Text.Json;
using System.Text.Unicode;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>A region file: a GeoJSON FeatureCollection whose features are the regions of a tree, grids where they say no kind.</summary>
public static class RegionFile
{
    /// <summary>The largest file taken: a county's grids at survey precision fit many times over.</summary>
    public const int BytesMax = 64 << 20;

    /// <summary>The most features taken: the largest cities have under 20,000 grids.</summary>
    public const int FeaturesMax = 20_000;

    /// <summary>The regions of the file as one whole tree, parents before children, geometries in WGS84.</summary>
    /// <exception cref="RegionFileException">The file is not usable; it says what, and where.</exception>
    public static IReadOnlyList<Region> Read(Stream stream, RegionFileOptions options) => ReadMap(stream, options).Regions;

    /// <summary>The same, with what is worth a look.</summary>
    /// <exception cref="RegionFileException">The file is not usable; it says everything that is wrong, and where.</exception>
    public static RegionMap ReadMap(Stream stream, RegionFileOptions options)
    {
        var file = Bytes(stream);
        try
        {
            using var json = Parse(file);
            var (features, faults) = Features(json.RootElement, options);
            var (mapFaults, notes) = RegionMap.Look(features, options.Gaps);
            faults.AddRange(mapFaults);
            // A feature that could not be read may be the parent of others: the tree is looked at when all are.
            if (faults.Count > 0) throw new RegionFileException([.. faults.OrderBy(fault => fault.Place.Feature)]);
            return new RegionMap(Tree(features, FeatureTree.Regions(features, options)), notes);
        }
        catch (RegionFileException wrong) when (FeaturePlaces.Placed(file.Span, wrong.Faults) is var placed && placed != wrong.Faults)
        {
            throw new RegionFileException(placed, wrong.InnerException);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (bytes.Length + read > BytesMax) throw RegionFileError.Of(RegionFileError.TooLarge, RegionFilePlace.File);
            bytes.Write(chunk, 0, read);
        }

        var file = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        return file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> file)
    {
        if (!Utf8.IsValid(file.Span))
            throw RegionFileError.Of(RegionFileError.NotUtf8, Place(TextPosition.At(file.Span, TextPosition.FirstInvalid(file.Span))));
        try
        {
            return StrictJson.Parse(file);
        }
        catch (StrictJsonException wrong)
        {
            throw RegionFileError.Of(wrong.Fault switch
            {
                StrictJsonFault.MemberTwice => RegionFileError.MemberTwice,
                StrictJsonFault.NotUnicode => RegionFileError.HalfCharacter,
                _ => RegionFileError.JsonMalformed,
            }, Place(wrong.Position), wrong.Member, wrong);
        }
    }

    private static RegionFilePlace Place(TextPosition position) => new(position.Line, position.Column);

    private static (List<RegionFeature> Features, List<RegionFault> Faults) Features(JsonElement file, RegionFileOptions options)
    {
        if (file.ValueKind is not JsonValueKind.Object
            || !file.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String || !type.ValueEquals("FeatureCollection")
            || !file.TryGetProperty("features", out var features) || features.ValueKind is not JsonValueKind.Array)
            throw RegionFileError.Of(RegionFileError.NoCollection, RegionFilePlace.File);
        if (features.GetArrayLength() > FeaturesMax) throw RegionFileError.Of(RegionFileError.TooManyFeatures, RegionFilePlace.File);
        CoordinateSystem? system = null;
        if (file.TryGetProperty("crs", out var crs) && !CoordinateSystems.TryRead(crs, out system))
            throw RegionFileError.Of(RegionFileError.CrsUnknown, new RegionFilePlace(Property: "crs"));
        return Features(features, new FeatureReader(options, system ?? CoordinateSystem.Wgs84));
    }

    private static (List<RegionFeature> Features, List<RegionFault> Faults) Features(JsonElement features, FeatureReader reader)
    {
        var read = new List<RegionFeature>(features.GetArrayLength());
        var faults = new List<RegionFault>();
        foreach (var (index, feature) in features.EnumerateArray().Index())
        {
            try
            {
                read.Add(reader.Read(feature, index));
            }
            catch (RegionFileException wrong)
            {
                faults.AddRange(wrong.Faults);
            }
        }

        return (read, faults);
    }

    private static IReadOnlyList<Region> Tree(IReadOnlyList<RegionFeature> features, IReadOnlyList<Region> regions)
    {
        try
        {
            var codes = new HashSet<string>(StringComparer.Ordinal);
            foreach (var region in regions)
                if (!codes.Add(region.Code)) throw RegionTreeError.Of(RegionTreeError.CodeTwice, region.Code);
            var tree = RegionTree.From(regions.Select(r => new RegionDefined { Region = r, FromDate = LocalDay.Beginning })).Latest;
            return tree.Root is null ? throw RegionTreeError.Of(RegionTreeError.RootMissing, "") : tree.All;
        }
        catch (RegionTreeException wrong)
        {
            var feature = features.LastOrDefault(f => f.Region.Code == wrong.Region)?.Index;
            throw new RegionFileException(new RegionFault(wrong.Code, wrong.Message, wrong.MessageZh, new RegionFilePlace(Feature: feature)), wrong);
        }
    }
}
