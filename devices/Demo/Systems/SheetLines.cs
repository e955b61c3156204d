using System.Globalization;
using System.Text;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>A sheet of so many lines, as an office would fill it in.</summary>
public static class SheetLines
{
    /// <param name="line">Of each line, from <paramref name="first"/>.</param>
    public static string Of(string heading, int lines, Func<int, string> line, int first = 1)
    {
        var sheet = new StringBuilder(heading).Append('\n');
        for (var n = first; n < first + lines; n++) sheet.Append(CultureInfo.InvariantCulture, $"{line(n)}\n");
        return sheet.ToString();
    }
}
