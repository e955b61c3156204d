using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RealtimeGov.Gateway.Regions;

/// <summary>Turns offsets in a UTF-8 file into lines and columns, for those who have to find them in an editor.</summary>
internal static class TextPosition
{
    /// <summary>Both from 1; the column in characters (a surrogate pair is one).</summary>
    public static RegionFilePlace At(ReadOnlySpan<byte> file, int offset)
    {
        var before = file[..Math.Min(offset, file.Length)];
        var line = 1 + before.Count((byte)'\n');
        var inLine = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new RegionFilePlace(line, 1 + Characters(inLine));
    }

    /// <summary>The place that a JSON reader tells in lines and bytes, both from 0.</summary>
    public static RegionFilePlace At(ReadOnlySpan<byte> file, long line, long byteInLine)
    {
        var start = 0;
        for (var left = line; left > 0; left--) start += file[start..].IndexOf((byte)'\n') + 1;
        return At(file, (int)Math.Min(start + byteInLine, file.Length));
    }

    /// <summary>The offset of the first byte that is not part of a character.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> file)
    {
        var at = 0;
        while (at < file.Length && Rune.DecodeFromUtf8(file[at..], out _, out var consumed) is OperationStatus.Done) at += consumed;
        return at;
    }

    /// <summary>
    /// The offset of the first string or name whose escapes make half a surrogate pair, which is JSON but no text; null
    /// where there is none. The file must be well-formed JSON.
    /// </summary>
    public static int? FirstHalfCharacter(ReadOnlySpan<byte> file)
    {
        var reader = new Utf8JsonReader(file);
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return (int)reader.TokenStartIndex;
            }
        }

        return null;
    }

    /// <summary>Where the feature with that index starts; <paramref name="place"/> as it is where it is not found.</summary>
    public static RegionFilePlace OfFeature(ReadOnlySpan<byte> file, RegionFilePlace place)
    {
        if (place is not { Feature: { } wanted, Line: null }) return place;
        var reader = new Utf8JsonReader(file);
        if (!ReadToFeatures(ref reader)) return place;
        for (var feature = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; feature++)
        {
            if (feature == wanted)
            {
                var at = At(file, (int)reader.TokenStartIndex);
                return place with { Line = at.Line, Column = at.Column };
            }

            reader.Skip();
        }

        return place;
    }

    // The last one counts where the key is repeated, as it does for JsonDocument; nobody repeats it.
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

    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out _, out var consumed);
            text = text[consumed..];
            count++;
        }

        return count;
    }
}
