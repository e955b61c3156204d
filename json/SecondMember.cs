using System.Text.Json;

namespace RealtimeGov.Json;

/// <summary>Finds the first member that its object has named before.</summary>
public static class SecondMember
{
    /// <summary>Null where every name is new; the text must be well-formed, and whole or the beginning of a text.</summary>
    public static (string Name, int Offset)? Find(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = StrictJson.DepthMax }));
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject) open.Push(new HashSet<string>(StringComparer.Ordinal));
            else if (reader.TokenType is JsonTokenType.EndObject) open.Pop();
            else if (reader.TokenType is JsonTokenType.PropertyName && reader.GetString() is var name && !open.Peek().Add(name!))
                return (name!, (int)reader.TokenStartIndex);
        }

        return null;
    }
}
