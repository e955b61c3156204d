using System.Globalization;
using System.Text;

namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>A text as a table can hold it: what cannot be seen, and the table's own bar, as <c>\u{200B}</c>.</summary>
internal static class Visible
{
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var hidden = rune.Value == '|' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (hidden) shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else shown.Append(rune.ToString());
        }

        return shown.ToString();
    }
}
