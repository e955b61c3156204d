using System.Text;
using System.Text.Json;
using RealtimeGov.Json;

namespace RealtimeGov.Devices.Demo.Files;

/// <summary>
/// Reads a JSON file into values that know their line and column, so that a mistake in its meaning (a grid that is
/// not there) is named as precisely as one in its syntax.
/// </summary>
public static class PlacedJson
{
    /// <exception cref="DemoFileException">It is no JSON, or names a member twice.</exception>
    public static PlacedValue Parse(string file, ReadOnlySpan<byte> utf8)
    {
        Check(file, utf8);
        var places = new FilePlaces(file, utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StrictJson.DepthMax });
        reader.Read();
        return Value(ref reader, places, utf8);
    }

    // What is JSON at all, and to be read in one way only, the shared reader says; this one adds the places.
    private static void Check(string file, ReadOnlySpan<byte> utf8)
    {
        try
        {
            StrictJson.Parse(utf8.ToArray()).Dispose();
        }
        catch (StrictJsonException wrong)
        {
            throw new DemoFileException(file, wrong.Position.Line, wrong.Position.Column, wrong.Fault switch
            {
                StrictJsonFault.MemberTwice => $"\"{wrong.Member}\" stands here a second time",
                StrictJsonFault.NotUnicode => "this is no JSON here: a text is no Unicode",
                _ => "this is no JSON here: " + wrong.InnerException?.Message.Split(" LineNumber")[0],
            });
        }
    }

    private static PlacedValue Value(ref Utf8JsonReader reader, FilePlaces places, ReadOnlySpan<byte> utf8)
    {
        var place = places.At(utf8, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, places, utf8, place);
            case JsonTokenType.StartArray:
                var items = new List<PlacedValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value(ref reader, places, utf8));
                return new PlacedValue(place, items);
            case JsonTokenType.String:
                return new PlacedValue(place, reader.GetString()!);
            case JsonTokenType.Number:
                return new PlacedValue(place, reader.GetDouble());
            default:
                return new PlacedValue(place);
        }
    }

    private static PlacedValue Object(ref Utf8JsonReader reader, FilePlaces places, ReadOnlySpan<byte> utf8, Place place)
    {
        var members = new Dictionary<string, PlacedValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(name, Value(ref reader, places, utf8));
        }

        return new PlacedValue(place, members);
    }

    /// <summary>From byte offsets to lines and columns.</summary>
    private sealed class FilePlaces
    {
        private readonly string file;
        private readonly List<int> lineStarts = [0];

        public FilePlaces(string file, ReadOnlySpan<byte> utf8)
        {
            this.file = file;
            for (var at = 0; at < utf8.Length; at++)
                if (utf8[at] == (byte)'\n')
                    lineStarts.Add(at + 1);
        }

        public Place At(ReadOnlySpan<byte> utf8, int offset)
        {
            var found = lineStarts.BinarySearch(offset);
            var line = found >= 0 ? found : ~found - 1;
            return new Place(file, line + 1, ColumnOf(utf8, line + 1, offset - lineStarts[line]));
        }

        public int ColumnOf(ReadOnlySpan<byte> utf8, int line, int bytesIntoLine)
        {
            var start = lineStarts[Math.Min(line, lineStarts.Count) - 1];
            return Encoding.UTF8.GetCharCount(utf8.Slice(start, Math.Min(bytesIntoLine, utf8.Length - start))) + 1;
        }
    }
}

/// <summary>Where in a file something stands; line and column from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public DemoFileException Fault(string what) => new(File, Line, Column, what);
}
