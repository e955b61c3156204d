using System.Globalization;
using System.Text;

namespace RealtimeGov.Domain.Taxonomy;

/// <summary>What may stand in a code or a name: one line of characters that a screen shows in the order they are stored.</summary>
public static class Printable
{
    /// <summary>
    /// True for 1 to <paramref name="charactersMax"/> Unicode characters (a surrogate pair is one), blanks
    /// included, without controls, line separators, bidirectional controls, half pairs and U+FFFD.
    /// </summary>
    public static bool Is(string? text, int charactersMax)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 2 * charactersMax) return false;
        var left = charactersMax;
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || --left < 0 || !Is(rune)) return false;
            at += rune.Utf16SequenceLength;
        }

        return true;
    }

    /// <summary>The same, and not all blank.</summary>
    public static bool IsName(string? text, int charactersMax) => Is(text, charactersMax) && !string.IsNullOrWhiteSpace(text);

    private static bool Is(Rune rune) => rune.Value switch
    {
        // What Google.Protobuf makes of bytes that are no UTF-8.
        0xFFFD => false,
        // Bidirectional controls: what is read would not be what is stored.
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };
}
