using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RealtimeGov.Json;

/// <summary>A place in a UTF-8 text, for those who have to find it in an editor.</summary>
/// <param name="Line">From 1; 0 is no place.</param>
/// <param name="Column">From 1, in characters (a surrogate pair is one).</param>
public readonly record struct TextPosition(int Line, int Column)
{
    public static TextPosition At(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var line = 1 + before.Count((byte)'\n');
        var inLine = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new TextPosition(line, 1 + Characters(inLine));
    }

    /// <summary>The place that a JSON reader tells in lines and bytes, both from 0.</summary>
    public static TextPosition At(ReadOnlySpan<byte> text, long line, long byteInLine)
    {
        var start = 0;
        for (var left = line; left > 0; left--) start += text[start..].IndexOf((byte)'\n') + 1;
        return At(text, (int)Math.Min(start + byteInLine, text.Length));
    }

    /// <summary>The offset of the first byte that is not part of a character.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var consumed) is OperationStatus.Done) at += consumed;
        return at;
    }

    /// <summary>
    /// The offset of the first string or name whose escapes make half a surrogate pair, which is JSON but no text; null
    /// where there is none. The text must be well-formed JSON.
    /// </summary>
    public static int? FirstHalfCharacter(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = StrictJson.DepthMax });
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
