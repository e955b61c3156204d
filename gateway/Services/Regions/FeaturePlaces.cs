using System.Text.Json;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Where the features of a file start.</summary>
internal static class FeaturePlaces
{
    /// <summary>The faults with their features' lines; one pass over the file, however many they are.</summary>
    public static IReadOnlyList<RegionFault> Placed(ReadOnlySpan<byte> file, IReadOnlyList<RegionFault> faults)
    {
        var wanted = faults.Where(fault => fault.Place is { Feature: not null, Line: null }).Select(fault => fault.Place.Feature!.Value).ToHashSet();
        if (wanted.Count == 0) return faults;
        var places = Of(file, wanted);
        return
        [
            .. faults.Select(fault => fault.Place.Feature is { } feature && fault.Place.Line is null && places.TryGetValue(feature, out var at)
                ? fault with { Place = fault.Place with { Line = at.Line, Column = at.Column } }
                : fault),
        ];
    }

    private static Dictionary<int, TextPosition> Of(ReadOnlySpan<byte> file, HashSet<int> wanted)
    {
        var places = new Dictionary<int, TextPosition>();
        var reader = new Utf8JsonReader(file);
        if (!ReadToFeatures(ref reader)) return places;
        for (var feature = 0; places.Count < wanted.Count && reader.Read() && reader.TokenType is not JsonTokenType.EndArray; feature++)
        {
            if (wanted.Contains(feature)) places.Add(feature, TextPosition.At(file, (int)reader.TokenStartIndex));
            reader.Skip();
        }

        return places;
    }

    private static bool ReadToFeatures(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isFeatures = reader.ValueTextEquals("features");
            reader.Read();
            if (isFeatures) return reader.TokenType is JsonTokenType.StartArray;
            reader.Skip();
        }

        return false;
    }
}
